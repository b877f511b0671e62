import type { StageName } from "@agentos/contracts/stages/stages";
import { sqlFile } from "./sql.ts";
import type { Db } from "./tables.ts";

type Throughput = { agent: StageName; done: number; failed: number };

const read = sqlFile<Throughput>("throughput");

/** Attempts that have ended at each agent in the last hour. */
export async function readThroughput(db: Db): Promise<Map<StageName, Throughput>> {
  return new Map((await read(db, [])).map((row) => [row.agent, row]));
}
