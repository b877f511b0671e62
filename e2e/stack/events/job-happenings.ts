import { query, until } from "../driver.ts";
import { maintain } from "../maintenance.ts";
import { failedJob, resumeAll, uploadedJob, waitingJobs } from "../catalogue/jobs-of.ts";
import { act, type Happening } from "./scene.ts";

const first = "video_downloader";

/** A video is uploaded, and cut. */
export const wholeJob: Happening = async (scene) => {
  await scene.user.untilEnded(await uploadedJob(scene));
};

export const brokenVideo: Happening = async (scene) => {
  await failedJob(scene);
};

/** Jobs wait at a queue that is paused, more than the thresholds allow; each is changed in another way, and the rest cleared away. */
export const changesOfWaitingJobs: Happening = async (scene) => {
  const [noted = "", moved = "", cancelled = ""] = await waitingJobs(scene, 4);
  await scene.ear.first("queue:threshold");
  await scene.user.post(`/api/jobs/${noted}/status`, { note: "For the newsletter" });
  await act(scene, "job.set_priority", { job_id: moved, priority: "urgent" });
  await act(scene, "job.cancel", { job_id: cancelled });
  await act(scene, "job.retry", { job_id: cancelled });
  await act(scene, "queue.clear", { queue: first });
  await resumeAll(scene);
};

/** A queue with nothing to finish. */
export const drainedQueue: Happening = async (scene) => {
  await act(scene, "queue.drain", { queue: "video_cutter" });
  await resumeAll(scene);
};

/** What has ended long ago is removed. */
export const purge: Happening = async (scene) => {
  const jobId = await failedJob(scene);
  await maintain(scene.stack, "update jobs.jobs set finished_at = now() - interval '3 days' where id = $1", [jobId]);
  await act(scene, "job.purge", { older_than_days: 2, statuses: ["failed"] });
  await until(async () => (await query(scene.stack, "select 1 from jobs where id = $1", [jobId])).length === 0);
};
