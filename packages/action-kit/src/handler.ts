import type {
  Action,
  ActionName,
  ActionNameOf,
  DryRunOf,
  PayloadOf,
  ResultOf,
} from "@agentos/contracts/actions/actions";
import type { Actor } from "@agentos/contracts/messages/actions";
import type { AnyTx, Ended } from "./completion.ts";

/** What an action's handler gets: checked against the contract, and authorised. */
export type ActionCall<Name extends ActionName> = {
  actionId: string;
  payload: PayloadOf<Name>;
  /** Why somebody wants it. Personal: never logged. */
  reason: string | undefined;
  actor: Actor;
  /**
   * Holds the action's row until the transaction of the effect ends, so that nobody takes a long one for lost; to be called first
   * in it.
   */
  keep(tx: AnyTx): Promise<void>;
  /** Ends the action with its result, in the transaction of the effect. */
  complete(tx: AnyTx, result: ResultOf<Name>): Promise<Ended>;
  /** In the transaction that commits what is wanted outside the database: the owner will end the action when it is observed. */
  hold(tx: AnyTx): Promise<Ended>;
};

/** Carries an action out. It returns only by `complete` or `hold`; an error that it throws becomes the outcome. */
export type ActionHandler<Name extends ActionName> = {
  run(call: ActionCall<Name>): Promise<Ended>;
} & (DryRunOf<Name> extends undefined
  ? unknown
  : { dryRun(call: Pick<ActionCall<Name>, "payload" | "actor">): Promise<DryRunOf<Name>> });

/** A handler for each action of an owner; a missing one does not compile. */
export type ActionHandlers<Owner extends Action["owner"]> = { [Name in ActionNameOf<Owner>]: ActionHandler<Name> };
