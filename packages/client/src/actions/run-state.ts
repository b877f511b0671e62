import type { ActionName, ResultOf } from "@agentos/contracts/actions/actions";
import type { Outcome } from "@agentos/contracts/errors";
import type { Trouble } from "../trouble.ts";

/** How far an action is. */
export type RunState<Name extends ActionName = ActionName> =
  /** On its way. `again`: an earlier try was not answered, why, and when the next follows (milliseconds since 1970). */
  | { phase: "sending"; again: { at: number; why: Trouble } | undefined }
  /** Taken on, and under way. */
  | {
      phase: "running";
      actionId: string;
      progress: { done: number; total: number } | null;
      /** It was asked to stop. */
      aborting: boolean;
      /** It cannot be asked how far it is, for now. */
      trouble: Trouble | undefined;
    }
  | { phase: "done"; actionId: string; result: ResultOf<Name> }
  /**
   * `none`: nothing has happened. `unknown`: nobody has said; sent again with the same key, it still happens only once. `done`: it
   * has happened, but what it gave is not understood.
   */
  | { phase: "failed"; actionId: string | undefined; error: Trouble; outcome: Outcome };

export type EndState<Name extends ActionName = ActionName> = Extract<RunState<Name>, { phase: "done" | "failed" }>;
