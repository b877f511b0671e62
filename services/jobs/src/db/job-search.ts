import { errorCodes } from "@agentos/contracts/errors";
import { validate as isUuid } from "uuid";
import type { JobFilter } from "./job-filter.ts";
import type { Db } from "./tables.ts";

const codes: ReadonlySet<string> = new Set(errorCodes);

/**
 * What a person who typed this looks for: the job of an id, the jobs of the account of an id, those that ended with an error code, or
 * those in whose title or error it stands. Each of them is found by an index.
 */
export async function understandSearch(db: Db, search: string | undefined): Promise<JobFilter> {
  const typed = search?.trim() ?? "";
  if (typed === "") return {};
  if (isUuid(typed)) {
    const job = await db.selectFrom("jobs").select("id").where("id", "=", typed).executeTakeFirst();
    return job ? { id: job.id } : { alsoUserId: typed };
  }
  return typed.includes("_") && codes.has(typed) ? { errorCode: typed } : { text: typed };
}
