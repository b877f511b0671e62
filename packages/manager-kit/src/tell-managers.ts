import { managerByName } from "@agentos/contracts/managers/managers";
import type { ManagerOwner } from "@agentos/contracts/messages/actions";
import type { ManagerStanding } from "@agentos/contracts/snapshot/parts/managers";
import { liveSeconds, namesOf, tablesOf, type ManagerContext } from "./context.ts";
import { stateOf } from "./manager-state.ts";
import { runView } from "./run-view.ts";
import { sqlFile } from "./sql-file.ts";
import type { ManagerRow } from "./tables.ts";

/** A run that takes no longer is not told of: it would make two snapshots of nothing. */
const longRunSeconds = 3;

type Row = Pick<
  ManagerRow,
  | "name"
  | "enabled"
  | "paused_until"
  | "interval_seconds"
  | "settings"
  | "generation"
  | "consecutive_failures"
  | "last_error"
> & {
  is_paused: boolean;
  is_led_by: string | null;
  runs_long: boolean | null;
  instances: string[];
  last_effect: Parameters<typeof runView>[0] | null;
};

const read = sqlFile<Row>("standing");

/** How an owner tells its managers for the snapshot: what stays as it is while nothing happens. */
export function managersPartReader<Owner extends ManagerOwner>(
  context: Pick<ManagerContext, "db"> & { owner: Owner },
): () => Promise<Record<Owner, ManagerStanding[]>> {
  const names = namesOf(context.owner);
  const routine = names.filter((name) => managerByName(name).routine === true);
  return async () => {
    const rows = await read(tablesOf(context), [names, liveSeconds, longRunSeconds, routine]);
    const inOrder = rows.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
    return { [context.owner]: inOrder.map(standingOf) } as Record<Owner, ManagerStanding[]>;
  };
}

function standingOf({ is_paused, is_led_by, runs_long, paused_until, last_effect, ...row }: Row): ManagerStanding {
  const { label, essential } = managerByName(row.name);
  return {
    ...row,
    label,
    essential,
    state: stateOf({ ...row, is_paused, is_led_by, is_running: runs_long === true }),
    paused: is_paused,
    paused_until: is_paused ? (paused_until?.toISOString() ?? null) : null,
    leader: is_led_by,
    last_effect: last_effect && runView(last_effect),
  };
}
