import { expect, test } from "vitest";
import { attemptPrefix, foreignKey } from "./output-keys.ts";

const attempt = {
  job_id: "j",
  run: 2,
  stage: "video_cutter",
  attempt_id: "a",
  source: { kind: "upload" as const, upload_id: "", key: "uploads/u/source", filename: "", bytes: 1, sha256: "" },
};
const output = (key: string) => ({
  clips: [{ video: { key, bytes: 1, sha256: "a".repeat(64), content_type: "video/mp4" } }],
});

test.each(["jobs/j/2/video_cutter/a/clips/0.mp4", "uploads/u/source", "jobs/j/1/video_downloader/x/media.mp4"])(
  "takes %s",
  (key) => {
    expect(foreignKey(attempt, output(key))).toBeUndefined();
  },
);

test.each([
  "jobs/j/2/video_cutter/b/clips/0.mp4",
  "jobs/other/2/video_cutter/a/clips/0.mp4",
  "uploads/other/source",
  "backups/all.tar",
])("does not take %s", (key) => {
  expect(foreignKey(attempt, output(key))).toBe(key);
});

test("knows where an attempt's files are", () => {
  expect(attemptPrefix(attempt)).toBe("jobs/j/2/video_cutter/a/");
});
