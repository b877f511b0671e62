import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { openStates } from "@agentos/contracts/snapshot/parts/job-rows";
import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { cursorsOf } from "@agentos/database/cursors";
import { offsetOf, paginateBy, type PageQuery } from "@agentos/database/paging";
import { z } from "zod";
import { readDepths } from "./depths.ts";
import { sqlFile } from "./sql.ts";
import type { Db } from "./tables.ts";

type OpenState = (typeof openStates)[number];

type Row = {
  queue: StageName;
  job_id: string;
  step_id: string;
  state: OpenState;
  rank: number;
  tries: number;
  worker_id: string | null;
  progress: number;
  waiting_since: Date;
  /** `waiting_since` as exact as the database has it. */
  place: string;
};

const cursors = cursorsOf(z.tuple([z.int().min(0).max(3), z.string().regex(/^[\d :.+-]{10,40}$/), z.uuid()]));
const readSteps = sqlFile<Row>("queue_steps");

/** A page of the steps in the queues, in the order of claims. How many there are is known without counting them. */
export async function pageQueueSteps(db: Db, { queue, state }: FiltersOf<"queue">, query: PageQuery) {
  const offset = offsetOf(query);
  const after = query.cursor === undefined ? [null, null, null] : cursors.read(query.cursor);
  const queues = queue ? [queue] : [...stageNames];
  const states = state ? [state] : [...openStates];
  const [rows, depths] = await Promise.all([
    readSteps(db, [queues, states, query.per_page + 1, offset, ...after]),
    readDepths(db),
  ]);
  const total = queues.flatMap((one) => states.map((of) => depths[one][of])).reduce((sum, count) => sum + count, 0);
  return paginateBy(rows, total, query, ({ rank, place, step_id }) => cursors.write([rank, place, step_id]));
}
