import { randomUUID } from "node:crypto";
import { jobOperations } from "@agentos/contracts/api/jobs";
import { stageNames } from "@agentos/contracts/stages/stages";
import type { ClaimedTask } from "@agentos/contracts/messages/jobs";
import { interrupt } from "@agentos/contracts/messages/jobs";
import { onHint } from "@agentos/messaging/request";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startActing, type Acting } from "../harness/acting.ts";
import { filesBelow, keep, storeOf } from "../harness/files.ts";
import { expectInvariants } from "../harness/invariants.ts";
import { prefixOf } from "../harness/outputs.ts";
import { quietLog } from "../harness/stack.ts";

let acting: Acting;
beforeAll(async () => {
  acting = await startActing();
});
afterEach(async () => {
  expectInvariants(await acting.rows());
  await acting.pool.query("delete from jobs");
  await acting.pool.query("delete from events");
});
afterAll(() => acting.close());

const own = (user_id: string) => ({ user_id, role: "user", scope: "own" }) as const;
const claimOne: Acting["claimOne"] = (stage) => acting.claimOne(stage);
const failAt = async (stage: ClaimedTask["stage"]): Promise<void> => {
  const worker = acting.service.worker("w");
  for (const name of stageNames.slice(0, stageNames.indexOf(stage))) await worker.finish(await claimOne(name));
  await worker.fail(await claimOne(stage), { code: "NOT_A_VIDEO", retryable: false });
};

describe("job.cancel", () => {
  test("ends the job, its attempt and its files in one go, and tells the worker", async () => {
    const store = storeOf(acting.service.stack);
    const job_id = await acting.service.createJob();
    const worker = acting.service.worker("w");
    const done = await claimOne("video_downloader");
    const finished = await keep(store, `${prefixOf(done)}media.mp4`);
    await worker.finish(done);
    const open = await claimOne("audio_transcriber");
    await keep(store, `${prefixOf(open)}half.json`);
    const told: string[] = [];
    const media = await acting.service.stack.connectAs("media");
    onHint(media, interrupt, quietLog(), ({ attempt_ids }) => void told.push(...attempt_ids));
    await media.flush();

    const { actionId, state, result } = await acting.run("job.cancel", { job_id }, { reason: "Wrong video" });
    expect([state, result]).toEqual(["done", { job_id, status: "cancelled" }]);
    const { rows } = await acting.pool.query("select status, cancel_reason from jobs where id = $1", [job_id]);
    expect(rows).toEqual([{ status: "cancelled", cancel_reason: "Wrong video" }]);
    expect(await filesBelow(store, `jobs/${job_id}/`)).toEqual([finished]);
    expect(await worker.renew(open)).toBe("cancel");
    expect(await worker.finish(open)).toMatchObject({ accepted: false, reason: "cancelled" });
    for (const stage of stageNames) expect(await worker.claim(stage)).toEqual([]);
    await expect.poll(() => told, { timeout: 20_000 }).toEqual([open.attempt_id]);

    expect(await acting.action(actionId)).toMatchObject({ state: "done", result });
    expect(await acting.audited(actionId)).toMatchObject([
      { kind: "intent" },
      { kind: "outcome", result, error_code: null, written_by: "jobs" },
    ]);
  });

  test("reaches no further than the actor's scope: of another's job nothing is known", async () => {
    const mine = randomUUID();
    const job_id = await acting.service.createJob(mine);
    const foreign = await acting.begin("job.cancel", own(randomUUID()));
    const refused = acting.run("job.cancel", { job_id }, { actor: own(randomUUID()), actionId: foreign });
    await expect(refused).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await acting.action(foreign)).toMatchObject({ state: "failed", error_code: "NOT_FOUND" });
    expect(await acting.audited(foreign)).toMatchObject([
      { kind: "intent" },
      { kind: "outcome", error_code: "NOT_FOUND" },
    ]);
    await expect(acting.run("job.cancel", { job_id: randomUUID() })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await acting.run("job.cancel", { job_id }, { actor: own(mine) })).state).toBe("done");
  });

  test("is refused for a job that is over", async () => {
    const job_id = await acting.service.createJob();
    await acting.run("job.cancel", { job_id });
    await expect(acting.run("job.cancel", { job_id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("changes nothing where the action is not open: neither the job nor what is waiting", async () => {
    const job_id = await acting.service.createJob();
    const settled = await acting.begin("job.cancel");
    await acting.admin.query(
      `update action_dispatcher.actions set state = 'failed', error_code = 'ACTION_LOST', finished_at = now(), lease_expires_at = null
       where id = $1`,
      [settled],
    );
    const before = await acting.rows();
    await expect(acting.run("job.cancel", { job_id }, { actionId: settled })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await acting.rows()).toEqual(before);
    expect(await acting.audited(settled)).toMatchObject([{ kind: "intent" }]);
  });
});

describe("job.retry", () => {
  test("runs the job again from its failed stage, once, also when it is asked twice", async () => {
    const job_id = await acting.service.createJob();
    await failAt("moment_detector");
    const { actionId, result } = await acting.run("job.retry", { job_id });
    expect(result).toEqual({ job_id, status: "queued", run: 2, from_stage: "moment_detector" });
    await expect(acting.run("job.retry", { job_id }, { actionId })).rejects.toMatchObject({ code: "CONFLICT" });
    const { runs } = await acting.rows();
    expect(runs.map((run) => run["state"])).toEqual(["failed", "active"]);
    expect(await claimOne("moment_detector")).toMatchObject({ job_id, run: 2 });
    expect(await acting.audited(actionId)).toMatchObject([{ kind: "intent" }, { kind: "outcome", result }]);
  });

  test("begins at a stage that is named, on own jobs too", async () => {
    const mine = randomUUID();
    const job_id = await acting.service.createJob(mine);
    await failAt("face_detector");
    const payload = { job_id, from_stage: "audio_transcriber" as const };
    const foreign = acting.run("job.retry", payload, { actor: own(randomUUID()) });
    await expect(foreign).rejects.toMatchObject({ code: "NOT_FOUND" });
    const tooFar = acting.run("job.retry", { job_id, from_stage: "video_cutter" });
    await expect(tooFar).rejects.toMatchObject({ code: "CONFLICT" });
    await acting.run("job.retry", payload, { actor: own(mine) });
    expect(await claimOne("audio_transcriber")).toMatchObject({ job_id, run: 2 });
  });
});

test("staff is told of each run who had it begun and who cancelled it; its owner is not", async () => {
  const mine = randomUUID();
  const [operator, admin] = [randomUUID(), randomUUID()];
  const job_id = await acting.service.createJob(mine);
  await acting.run("job.cancel", { job_id }, { actor: { user_id: operator, role: "operator" } });
  await acting.run("job.retry", { job_id }, { actor: { user_id: admin, role: "admin" } });
  const as = async (role: "readonly" | "user") =>
    (await acting.service.api(role, mine)(jobOperations.get, { params: { job_id } })).data;
  expect((await as("readonly")).runs).toMatchObject([
    { run: 1, state: "cancelled", begun_by: null, cancelled_by: { user_id: operator, role: "operator" } },
    { run: 2, state: "active", begun_by: { user_id: admin, role: "admin" }, cancelled_by: null, ended_at: null },
  ]);
  expect((await as("user")).runs).toBeNull();
});

describe("job.set_priority", () => {
  test("lets a waiting job overtake, at this stage and at later ones", async () => {
    const first = await acting.service.createJob();
    const second = await acting.service.createJob();
    const { actionId, result } = await acting.run("job.set_priority", { job_id: second, priority: "urgent" });
    expect(result).toEqual({ job_id: second, priority: "urgent" });
    const order = await acting.service.worker("w").claim("video_downloader", 2);
    expect(order.map((task) => task.job_id)).toEqual([second, first]);
    for (const task of order.toReversed()) await acting.service.worker("w").finish(task);
    expect((await claimOne("audio_transcriber")).job_id).toBe(second);
    const { rows } = await acting.pool.query("select name, payload from events where name = 'job:prioritised'");
    expect(rows).toMatchObject([{ payload: { job_id: second, priority: "urgent" } }]);

    const before = await acting.rows();
    const again = acting.run("job.set_priority", { job_id: second, priority: "low" }, { actionId });
    await expect(again).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await acting.rows()).toEqual(before);
    expect(await acting.audited(actionId)).toHaveLength(2);
  });

  test("is refused for a job that is over", async () => {
    const job_id = await acting.service.createJob();
    await acting.run("job.cancel", { job_id });
    const late = acting.run("job.set_priority", { job_id, priority: "high" });
    await expect(late).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
