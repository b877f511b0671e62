import type { itemOutcomes } from "@agentos/contracts/actions/action-contract";
import type { Action, ActionName, ActionNameOf, PayloadOf, ResultOf } from "@agentos/contracts/actions/actions";
import type { ErrorCode } from "@agentos/contracts/errors";
import type { Actor } from "@agentos/contracts/messages/actions";
import type { z } from "zod";
import type { AnyDb, AnyTx } from "../completion.ts";

export type ItemOutcomes = z.output<typeof itemOutcomes>;

/** What an action on many things is asked for. */
export type BulkRequest<Name extends ActionName = ActionName> = {
  payload: PayloadOf<Name>;
  actor: Actor;
  /** Why somebody wants it. Personal: never logged. */
  reason: string | undefined;
};

/** One of the things that an action is about, and why it cannot be done to it, where that is known beforehand. */
export type BulkTarget = { id: string; refusal: ErrorCode | null };

/** How an owner carries out one action on many things. */
export type BulkAction<Name extends ActionName> = {
  /** What it is about now, each once, in the order in which it is done. Changes nothing: a dry run asks for it too. */
  select(db: AnyDb, request: Omit<BulkRequest<Name>, "reason">): Promise<BulkTarget[]>;
  /**
   * Does it to one thing, in a transaction of its own, in which it calls `settle` once: the effect, the item's outcome and the
   * progress commit together. An AppError is that item's outcome.
   */
  carryOut(id: string, request: BulkRequest<Name>, settle: (tx: AnyTx) => Promise<void>): Promise<void>;
};

type OnMany<Name extends ActionName> =
  ItemOutcomes extends ResultOf<Name> ? (ResultOf<Name> extends ItemOutcomes ? Name : never) : never;

/** How an owner carries out its actions on many things: those whose result is `itemOutcomes`. A missing one does not compile. */
export type BulkActions<Owner extends Action["owner"]> = {
  [Name in ActionNameOf<Owner> as OnMany<Name>]: BulkAction<Name>;
};
