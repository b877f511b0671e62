import type { Trouble } from "@agentos/client/trouble";
import type { ActionName, InputOf } from "@agentos/contracts/actions/actions";
import { createContext, use } from "react";
import type { Step } from "./inverses.ts";

/** What somebody wants to be done. What the payload leaves out is asked for. */
export type Wanted<Name extends ActionName = ActionName> = {
  action: Name;
  payload?: Partial<InputOf<Name>>;
  /** What it is done to, in words: `queue video_cutter`. Typed to confirm what is critical. */
  subject?: string | undefined;
  /** What takes it back, where the view knows how things were before. */
  undo?: Step | undefined;
  /** Is called with what it gave, once it is done. */
  onDone?: (result: unknown) => void;
  /** Is called with why it was not done; that is told to the person as well. */
  onFailed?: (error: Trouble) => void;
};

/** `ask`: carries it out, after asking for what has to be asked for. */
export type ActionHost = { ask<Name extends ActionName>(wanted: Wanted<Name>): void };

export const ActionHostContext = createContext<ActionHost | undefined>(undefined);

/** The one way in which all views have actions carried out. */
export function useActionHost(): ActionHost {
  const host = use(ActionHostContext);
  if (!host) throw new Error("Used outside of its provider.");
  return host;
}
