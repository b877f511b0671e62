import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { AttemptEnd } from "./attempt.ts";
import { Tally } from "./tally.ts";

const done: AttemptEnd = { outcome: "done" };
const failed: AttemptEnd = { outcome: "failed", failure: { code: "STAGE_FAILED", message: "a.mp4", retryable: true } };
const rejected: AttemptEnd = { outcome: "failed", failure: { code: "NOT_A_VIDEO", message: "", retryable: false } };
const cancelled: AttemptEnd = { outcome: "cancel" };

function tallyOf(...ends: AttemptEnd[]): Tally {
  const tally = new Tally();
  for (const end of ends) tally.add({ attempt_id: randomUUID(), job_id: randomUUID() }, end, 2);
  return tally;
}

describe("a worker's tally", () => {
  it("counts results and failures, and neither what the input was at fault for nor what was stopped", () => {
    expect(tallyOf(done, done, failed, rejected, cancelled).counts()).toEqual({
      done: 2,
      failed: 1,
      recent_done: 2,
      recent_failed: 1,
      busy_seconds: 10,
      useful_seconds: 4,
    });
  });

  it("forgets what was more than twenty ends ago, but not the totals", () => {
    const tally = tallyOf(...Array.from({ length: 5 }, () => failed), ...Array.from({ length: 20 }, () => done));
    expect(tally.counts()).toMatchObject({ done: 20, failed: 5, recent_done: 20, recent_failed: 0 });
  });

  it("keeps the latest failures, without what was said", () => {
    const failures = tallyOf(...Array.from({ length: 25 }, () => failed), rejected).failures();
    expect(failures).toHaveLength(20);
    expect(failures.at(-1)).toMatchObject({ error_code: "NOT_A_VIDEO", input_at_fault: true });
    expect(JSON.stringify(failures)).not.toContain("a.mp4");
  });
});
