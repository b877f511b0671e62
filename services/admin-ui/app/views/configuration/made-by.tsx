import { findAction } from "@agentos/contracts/actions/actions";

/** The action that has made a version, in the words on its button. */
export function MadeBy({ action }: { action: string }) {
  return <>{findAction(action)?.label ?? action}</>;
}
