import { lease } from "@agentos/contracts/limits";
import type { renew } from "@agentos/contracts/messages/jobs";
import type { z } from "zod";
import type { Context } from "../context.ts";
import { sqlFile } from "../db/sql.ts";

type Renewal = z.output<typeof renew.request>;
type Verdict = z.output<typeof renew.reply>["verdicts"][number];

const renewLeases = sqlFile<Verdict>("renew");

/** Keeps the leases of a worker's attempts and takes down their progress; says which of them are to stop. */
export async function renewLeasesOf(context: Pick<Context, "db">, renewal: Renewal): Promise<{ verdicts: Verdict[] }> {
  if (renewal.attempts.length === 0) return { verdicts: [] };
  const ids = renewal.attempts.map((attempt) => attempt.attempt_id);
  const progress = renewal.attempts.map((attempt) => attempt.progress);
  return { verdicts: await renewLeases(context.db, [ids, progress, renewal.worker_id, lease.seconds]) };
}
