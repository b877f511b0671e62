import type { ManagerRunView, ManagerView } from "@agentos/contracts/managers/manager-view";
import { managerByName } from "@agentos/contracts/managers/managers";
import { liveSeconds, namesOf, tablesOf, type ManagerContext } from "./context.ts";
import { stateOf } from "./manager-state.ts";
import { runView } from "./run-view.ts";
import { sqlFile } from "./sql-file.ts";
import type { ManagerRow } from "./tables.ts";

type Row = ManagerRow & {
  is_paused: boolean;
  is_led_by: string | null;
  instances: string[];
  history: Parameters<typeof runView>[0][];
};

const read = sqlFile<Row>("view");

/** The managers of an owner as its rows have them, each with its latest runs. */
export async function viewManagers(context: ManagerContext, history: number): Promise<ManagerView[]> {
  const names = namesOf(context.owner);
  const rows = await read(tablesOf(context), [names, history, liveSeconds]);
  const inOrder = rows.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
  return inOrder.map((row) => view(row, history));
}

function view(row: Row, history: number): ManagerView {
  const { owner, label, summary, essential } = managerByName(row.name);
  const runs: ManagerRunView[] = row.history.map(runView);
  return {
    name: row.name,
    owner,
    label,
    summary,
    essential,
    state: stateOf({ ...row, is_running: row.running_since !== null }),
    enabled: row.enabled,
    paused: row.is_paused,
    paused_until: row.is_paused ? (row.paused_until?.toISOString() ?? null) : null,
    interval_seconds: row.interval_seconds,
    settings: row.settings,
    leader: row.is_led_by,
    instances: row.instances,
    generation: row.generation,
    next_run_at: row.enabled && !row.is_paused ? row.next_run_at.toISOString() : null,
    last_run: runs[0] ?? null,
    consecutive_failures: row.consecutive_failures,
    last_error: row.last_error,
    stats: {
      since: row.stats_since.toISOString(),
      runs: row.runs,
      failures: row.failures,
      mean_ms: row.runs === 0 ? null : Math.round((row.run_ms / row.runs) * 10) / 10,
      counts: row.counts,
    },
    history: runs.slice(0, history),
  };
}
