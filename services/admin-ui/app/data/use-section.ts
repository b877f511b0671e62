import type { SectionState } from "@agentos/client/data/section-state";
import type { LiveState } from "@agentos/client/live/live-state";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import { useSyncExternalStore } from "react";
import { useStaff } from "./staff.ts";

/** A section of the snapshot, with what it is worth; all views share one reading. */
export function useSection<Section extends SectionName>(section: Section): SectionState<Section> {
  const view = useStaff().data.section(section);
  return useSyncExternalStore(view.subscribe, view.getSnapshot);
}

/** How the live connection is. */
export function useLiveState(): LiveState {
  const { connection } = useStaff();
  return useSyncExternalStore(
    (listener) => connection.subscribe(listener),
    () => connection.state,
  );
}
