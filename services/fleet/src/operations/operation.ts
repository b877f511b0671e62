import type { ErrorCode } from "@agentos/contracts/errors";
import type { z } from "zod";
import type { Change } from "../change.ts";
import type { Context } from "../context.ts";

/** How far an operation is, for people: so many of so many. */
export type Progress = { done: number; total: number };

/** What one look at an operation came to. `apply` is done in the transaction that ends it. */
export type Step<Wish> =
  | { state: "waiting"; wish: Wish; progress?: Progress; againMs?: number }
  | { state: "done"; result: unknown; apply?: (change: Change) => Promise<unknown> }
  | { state: "failed"; code: ErrorCode; message: string; apply?: (change: Change) => Promise<unknown> };

/** What an operation is told with every look. */
export type Moment = {
  /** Its time is over: it has to end now. */
  overdue: boolean;
  /** Somebody wants it to stop at the next safe point. */
  abort: boolean;
  now: Date;
};

/**
 * An effect that is brought about by looking at the world again and again and asking for what is missing. `advance` may be called
 * again with the same wish, after a crash in between, by any instance: what it asks for must do no harm when asked twice.
 */
export type Operation<Schema extends z.ZodType = z.ZodType> = {
  wish: Schema;
  advance(context: Context, wish: z.output<Schema>, moment: Moment, actionId: string): Promise<Step<z.output<Schema>>>;
};

/** Keeps the type of the wish. */
export function defineOperation<Schema extends z.ZodType>(operation: Operation<Schema>): Operation<Schema> {
  return operation;
}
