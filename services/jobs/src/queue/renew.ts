import { lease } from "@agentos/contracts/limits";
import type { renew } from "@agentos/contracts/messages/jobs";
import type { z } from "zod";
import type { Context } from "../context.ts";
import { sqlFile } from "../db/sql.ts";
import { tellProgress, type Advance } from "./tell-progress.ts";

type Renewal = z.output<typeof renew.request>;
type Verdict = z.output<typeof renew.reply>["verdicts"][number];
/** The job's owner is null where the job is no further than before. */
type Renewed = Verdict & (Advance | { user_id: null });

const renewLeases = sqlFile<Renewed>("renew");

/**
 * Keeps the leases of a worker's attempts and takes down their progress; says which of them are to stop. Whoever follows the jobs is
 * told how far they are, without keeping the worker waiting.
 */
export async function renewLeasesOf(
  context: Pick<Context, "db" | "nc" | "forecast" | "log">,
  renewal: Renewal,
): Promise<{ verdicts: Verdict[] }> {
  if (renewal.attempts.length === 0) return { verdicts: [] };
  const ids = renewal.attempts.map((attempt) => attempt.attempt_id);
  const progress = renewal.attempts.map((attempt) => attempt.progress);
  const renewed = await renewLeases(context.db, [ids, progress, renewal.worker_id, lease.seconds]);
  void tellProgress(
    context,
    renewed.filter((one) => one.user_id !== null),
  );
  return { verdicts: renewed.map(({ attempt_id, verdict }) => ({ attempt_id, verdict })) };
}
