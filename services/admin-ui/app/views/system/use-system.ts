import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { useSyncExternalStore } from "react";
import { useStaff } from "../../data/staff.ts";

export type SystemFields = Sections["system"];

/**
 * One field of the section `system`, so that who shows it is drawn anew only when that field has changed. Undefined before the
 * first answer, null where its owner has never answered.
 */
export function useSystem<Field extends keyof SystemFields>(field: Field): SystemFields[Field] | undefined {
  const view = useStaff().data.section("system");
  return useSyncExternalStore(view.subscribe, () => view.getSnapshot().value?.[field]);
}
