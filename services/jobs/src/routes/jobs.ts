import type { jobOperations } from "@agentos/contracts/api/jobs";
import { isStaff } from "@agentos/contracts/roles";
import type { Handlers } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { findJob, listJobs } from "../db/job-rows.ts";
import { summarize } from "../db/job-summary.ts";
import { readRuns } from "../db/runs.ts";
import { readAttempts, readSteps } from "../db/steps.ts";
import { requireChangeable, requireVisible, visibleUser } from "../domain/access.ts";
import type { PageQuery } from "@agentos/database/paging";
import { planRetry } from "../domain/retry-plan.ts";
import { noteJob } from "../orchestrator/note-job.ts";
import { readClips } from "../db/clips.ts";
import { clipView } from "./clip-view.ts";
import { createRoute } from "./create.ts";
import { jobDetail, jobView } from "./job-view.ts";
import { runView } from "./run-view.ts";
import { workOf } from "./step-work.ts";

/** The operations on jobs. Whoever is not staff sees their own jobs alone; those of others do not exist for them. */
export function jobRoutes(context: Context): Handlers<typeof jobOperations> {
  const { db, forecast } = context;
  const page = async (filter: Parameters<typeof listJobs>[1], query: PageQuery) => {
    const [listed, estimates] = await Promise.all([listJobs(db, filter, query), forecast.read()]);
    return { data: listed.rows.map((row) => jobView(row, estimates)), pagination: listed.pagination };
  };
  return {
    today: ({ caller, query }) => page({ userId: visibleUser(caller), today: true }, query),
    history: ({ caller, query }) =>
      page({ userId: visibleUser(caller), status: query.status, search: query.search }, query),
    byStatus: ({ caller, params, query }) => page({ userId: visibleUser(caller), status: params.status }, query),
    async byUser({ caller, params, query }) {
      requireVisible(caller, params);
      return page({ userId: params.user_id }, query);
    },
    async recent({ caller, params }) {
      const newest = { page: 1, per_page: params.limit };
      return (await page({ userId: visibleUser(caller) }, newest)).data;
    },
    summary: ({ caller }) => summarize(db, visibleUser(caller)),
    create: createRoute(context),
    async get({ caller, params }) {
      const job = requireVisible(caller, await findJob(db, params.job_id));
      const [steps, estimates] = await Promise.all([readSteps(db, job), forecast.read()]);
      const detail = jobDetail(job, steps, estimates);
      if (!isStaff(caller.role)) return { ...detail, work: null, runs: null };
      const [attempts, runs] = await Promise.all([readAttempts(db, job), readRuns(db, job.id)]);
      return { ...detail, work: workOf(steps, attempts), runs: runs.map(runView) };
    },
    async clips({ caller, params }) {
      const job = requireVisible(caller, await findJob(db, params.job_id));
      const clips = await readClips(db, { jobId: job.id, run: job.run });
      return clips.map((clip) => clipView(clip, context.signAddresses));
    },
    async retryPreview({ caller, params }) {
      const job = requireVisible(caller, await findJob(db, params.job_id));
      const plan = planRetry(job, await readSteps(db, job));
      return plan.allowed
        ? { allowed: true, why_not: null, from_stage: plan.from, reused_stages: plan.reused }
        : { allowed: false, why_not: plan.whyNot, from_stage: null, reused_stages: [] };
    },
    async note({ caller, params, body }) {
      const job = await noteJob(context, params.job_id, (found) => requireChangeable(caller, found), body.note);
      return { job_id: job.id, note: job.note };
    },
  };
}
