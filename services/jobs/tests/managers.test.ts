import { afterAll, beforeAll, expect, test } from "vitest";
import { startActing, type Acting } from "./harness/acting.ts";
import { until } from "./harness/until.ts";

let acting: Acting;
beforeAll(async () => {
  acting = await startActing();
});
afterAll(() => acting.close());

const manager = "lease-reaper";
const oneRow = async (text: string) => (await acting.pool.query(text)).rows[0];

test("lease-reaper, run by an action, gives the step of a silent worker to another, and tells how many", async () => {
  await acting.run("manager.set_interval", { manager, seconds: 10 });
  await acting.service.createJob();
  const lost = await acting.claimOne("video_downloader");
  // Whoever was to renew could have spoken: no outage is near, and the lease has run out.
  await acting.pool.query("update loops set ticked_at = now(), grace_until = now() - interval '1 s'");
  await acting.pool.query("update steps set lease_expires_at = now() - interval '1 s' where state = 'running'");
  const { reaped } = await until("it to be reaped", async () => {
    await acting.run("manager.run_now", { manager });
    const row = await oneRow("select (counts ->> 'reaped')::int as reaped from managers where name = 'lease-reaper'");
    return row?.reaped > 0 && row;
  });
  expect(reaped).toBe(1);
  const taken = await acting.claimOne("video_downloader");
  expect(taken).toMatchObject({ step_id: lost.step_id, tries: 2 });
});

test("lease-reaper judges nothing for a while after a pause: workers could not be heard", async () => {
  await acting.run("manager.pause", { manager, for_seconds: 60 });
  await acting.pool.query(
    "update loops set ticked_at = now() - interval '30 s', grace_until = now() - interval '30 s'",
  );
  await acting.run("manager.resume", { manager });
  const { actionId } = await acting.run("manager.run_now", { manager });
  await until("the run", async () => (await acting.action(actionId)).state === "done");
  expect(await oneRow("select grace_until > now() as waits from loops where name = 'lease-reaper'")).toEqual({
    waits: true,
  });
});
