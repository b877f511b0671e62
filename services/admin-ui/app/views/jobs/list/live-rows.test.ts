import type { LiveEvent } from "@agentos/client/live/event-sieve";
import { expect, it } from "vitest";
import { listed, rowAfter, withKnown, type JobRow } from "./live-rows.ts";

const row = (n: number, more: Partial<JobRow> = {}): JobRow =>
  ({
    id: `job-${n}`,
    version: 1,
    run: 1,
    status: "queued",
    progress: 0,
    created_at: `2025-01-01T00:00:0${n}.000Z`,
    ...more,
  }) as JobRow;
const ids = (rows: readonly JobRow[]): string[] => rows.map(({ id }) => id);

it("lists each job once, the newest first, wherever it was put", () => {
  const read = [row(2), row(4), row(3), row(2), row(1)];
  expect(ids(listed(read, undefined).rows)).toEqual(["job-4", "job-3", "job-2", "job-1"]);
  expect(ids(listed(read, "ended").rows)).toEqual(["job-2", "job-4", "job-3", "job-1"]);
});

it("shows the newest that is known of a job, and leaves the other rows as they are", () => {
  const list = listed([row(3), row(2, { version: 5 }), row(1)], undefined);
  const known = [row(3, { version: 2, status: "processing" }), row(2, { version: 4, status: "processing" }), row(9)];
  const shown = withKnown(list, known, undefined);
  expect(shown.map(({ status }) => status)).toEqual(["processing", "queued", "queued"]);
  expect(shown[2]).toBe(list.rows[2]);
});

it("leaves out what the filter does not mean any more", () => {
  const list = listed([row(3), row(2), row(1)], undefined);
  const known = [row(3, { version: 2, status: "failed" }), row(2, { version: 2, status: "processing" })];
  expect(ids(withKnown(list, known, "queued"))).toEqual(["job-1"]);
  expect(ids(withKnown(list, known, "active"))).toEqual(["job-2", "job-1"]);
});

it("tells which try it is when a stage is entered", () => {
  const data = { job_id: "job-1", user_id: "u", run: 1, stage: "video_cutter", tries: 2 };
  const job = "0190c1f4-7a8e-7c3e-9a53-0242ac120002";
  const event = {
    type: "job:cutting",
    version: 2,
    at: "2025-01-01T00:00:05.000Z",
    data: { ...data, job_id: job, user_id: job },
  };
  expect(rowAfter(row(1), event as unknown as LiveEvent)).toMatchObject({
    status: "processing",
    stage: "video_cutter",
    tries: 2,
  });
});
