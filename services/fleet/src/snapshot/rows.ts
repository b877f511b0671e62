import type { ManagerView } from "@agentos/contracts/managers/manager-view";
import { managerName } from "@agentos/contracts/managers/managers";
import { managerOwners, type ManagerOwner } from "@agentos/contracts/messages/actions";
import { managersQueries } from "@agentos/contracts/messages/managers";
import { stageNames } from "@agentos/contracts/stages/stages";
import { pageOfList } from "@agentos/database/list-paging";
import { ask } from "@agentos/messaging/request";
import type { RowReaders } from "@agentos/messaging/serve-snapshot";
import type { Context } from "../context.ts";
import { readFleet } from "../db/read-fleet.ts";
import { pageLog } from "../db/read-log.ts";
import { viewWorker } from "../routes/worker-view.ts";

/** Runs that are told of each manager, and how long an owner has to tell them. */
const history = 20;
const ownerMs = 1500;

/** The rows behind the sections that are fleet's own, and the managers of all owners, which it shows. */
export function fleetRowReaders({ db, nc }: Pick<Context, "db" | "nc">): RowReaders<"fleet"> {
  return {
    async agents_workers({ agent, state, tier }, page) {
      const { agents, now } = await readFleet(db, agent ? [agent] : stageNames);
      const rows = agents
        .flatMap(({ workers }) => workers.map((worker) => viewWorker(worker, now)))
        .filter(
          (worker) => (state ?? worker.state) === worker.state && (tier ?? worker.health.tier) === worker.health.tier,
        );
      return pageOfList(rows, page, (row) => placeOf(stageNames.indexOf(row.agent), `${row.slot} ${row.worker_id}`));
    },
    async managers({ owner, state }, page) {
      const asked = owner ? [owner] : managerOwners;
      const rows = (await Promise.all(asked.map((one) => managersOf(nc, one))))
        .flat()
        .filter((manager) => (state ?? manager.state) === manager.state);
      return pageOfList(rows, page, ({ name }) => placeOf(managerName.options.indexOf(name), name));
    },
    logs: ({ source: _source, ...filters }, page) => pageLog(db, filters, page),
  };
}

/** Errors: those of the question; a list that leaves managers out would be taken for all of them. */
async function managersOf(nc: Context["nc"], owner: ManagerOwner): Promise<ManagerView[]> {
  return (await ask(nc, managersQueries[owner], { history }, { deadlineMs: ownerMs })).managers;
}

/** A key that is in order as text. */
function placeOf(group: number, within: string): string {
  return `${String(group).padStart(3, "0")} ${within}`;
}
