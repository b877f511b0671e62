import type {
  Action,
  ActionName,
  ActionNameOf,
  DryRunOf,
  PayloadOf,
  ResultOf,
} from "@agentos/contracts/actions/actions";
import type { Actor } from "@agentos/contracts/messages/actions";
import type { ActionCall } from "../handler.ts";
import type { AnyTx } from "../completion.ts";

/** One run of a long action: the first, or one that goes on after the instance before was stopped or died. */
export type LongTask<Name extends ActionName> = {
  actionId: string;
  payload: PayloadOf<Name>;
  actor: Actor;
  /** Why somebody wants it. Personal: never logged. */
  reason: string | undefined;
  /**
   * Aborts when somebody wants the action to stop, this instance is told to stop, or another one has taken the action on; whatever waits
   * or runs outside has to end with it. `signal.reason` is what to throw then.
   */
  signal: AbortSignal;
  /** What an earlier run has remembered; undefined in the first, and where none has. */
  remembered: unknown;
  /** Keeps what the next run has to know, should this one not come to its end. JSON. */
  remember(state: unknown): Promise<void>;
  /** Tells people how far it is: so many of so many, whole numbers. Errors: `signal.reason`. */
  progress(done: number, total: number): Promise<void>;
};

/** The end of a long action: its result, and what is committed with it. */
export type LongEnd<Name extends ActionName> = { result: ResultOf<Name>; apply?: (tx: AnyTx) => Promise<void> };

/**
 * How an owner carries out an action that takes its time. `run` may begin anew at any moment, in any instance: what it does outside its
 * end's transaction must do no harm when done twice. An AppError that it throws is the outcome.
 */
export type LongAction<Name extends ActionName> = {
  /** Refuses, before it is taken on, what cannot be done. Errors: AppError. */
  check?(call: Pick<ActionCall<Name>, "payload" | "actor">): Promise<void>;
  run(task: LongTask<Name>): Promise<LongEnd<Name>>;
} & (DryRunOf<Name> extends undefined
  ? unknown
  : { dryRun(call: Pick<ActionCall<Name>, "payload" | "actor">): Promise<DryRunOf<Name>> });

type Long<Name extends ActionName> = Extract<Action, { name: Name }>["risk"] extends "long" ? Name : never;

/** How an owner carries out its actions of the risk `long`; a missing one does not compile. */
export type LongActions<Owner extends Action["owner"]> = {
  [Name in ActionNameOf<Owner> as Long<Name>]: LongAction<Name>;
};
