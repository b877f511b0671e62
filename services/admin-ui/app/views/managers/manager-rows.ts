import type { ManagerView } from "@agentos/contracts/managers/manager-view";
import { managers } from "@agentos/contracts/managers/managers";
import type { ManagerOwner } from "@agentos/contracts/messages/actions";
import type { ManagerStanding } from "@agentos/contracts/snapshot/parts/managers";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";

/** A manager: how it stands, which is told live, and its runs, which are read from time to time. */
export type ManagerRow = ManagerStanding & {
  owner: ManagerOwner;
  summary: string;
  bounds: { min: number; max: number };
  /** Undefined until it was read. */
  runs: Pick<ManagerView, "next_run_at" | "last_run" | "stats" | "history"> | undefined;
};

/** Keeps rows the same objects while nothing of them has changed. */
export class ManagerRows {
  readonly #made = new Map<string, { standing: ManagerStanding; read: ManagerView | undefined; row: ManagerRow }>();

  /** All managers whose owners have answered, in the order of the catalogue; undefined before anything is known. */
  of(section: Sections["managers"] | undefined, read: readonly ManagerView[] | undefined): ManagerRow[] | undefined {
    if (!section) return undefined;
    return managers.flatMap(({ name, owner, summary, intervalBounds: bounds }) => {
      const standing = section[owner]?.find((one) => one.name === name);
      if (!standing) return [];
      const runs = read?.find((one) => one.name === name);
      const before = this.#made.get(name);
      if (before?.standing === standing && before.read === runs) return [before.row];
      const row: ManagerRow = { ...standing, owner, summary, bounds, runs };
      this.#made.set(name, { standing, read: runs, row });
      return [row];
    });
  }
}

/** Owners of managers that have never answered, so that theirs are missing. */
export function silentOwners(section: Sections["managers"]): ManagerOwner[] {
  return [...new Set(managers.map(({ owner }) => owner))].filter((owner) => section[owner] === null);
}
