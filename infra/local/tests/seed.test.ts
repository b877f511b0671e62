import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { connectDatabase, type Database } from "@agentos/database/connect";
import type { Tables } from "@agentos/jobs/db/tables";
import { createLogger } from "@agentos/service-kit/logger";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { findRunningSystem } from "../src/seed/running-system.ts";
import { seed } from "../src/seed/seed.ts";
import { foldersOf, makeFolders } from "../src/state/folders.ts";

const root = makeTempFolder("seed");
const folders = foldersOf(path.join(root, "state"), path.join(root, "media"));
const userId = randomUUID();
let testDatabase: TestDatabase;
let database: Database<Tables>;
beforeAll(async () => {
  makeFolders(folders);
  testDatabase = await createTestDatabase();
  database = connectDatabase({
    url: testDatabase.urlFor("jobs"),
    poolSize: 1,
    applicationName: "test",
    log: createLogger({ service: "test", instance: "test", level: "fatal" }),
  });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
  rmSync(root, { recursive: true });
});

const run = (wish: { jobs: number; events: number; clean: boolean }) =>
  seed({ wish, jobsDatabaseUrl: testDatabase.urlFor("jobs"), findUserIds: async () => [userId], folders });

it("makes jobs whose clips are real upright videos, and removes them again", async () => {
  expect(await run({ jobs: 8, events: 150, clean: false })).toMatch(
    /^Made 8 jobs, marked as seeded: .*\d completed.*; 150 events\.$/,
  );
  const clips = await database.db.selectFrom("clips").selectAll().execute();
  expect(new Set(clips.map((clip) => clip.user_id))).toEqual(new Set([userId]));
  expect(probe(path.join(folders.mediaOutput, clips[0]?.video.key ?? ""))).toEqual({
    video: ["h264", 720, 1280],
    audio: "aac",
    seconds: 4,
  });

  expect(await run({ jobs: 0, events: 0, clean: true })).toBe("Removed 8 seeded jobs with their clips and events.");
  expect(await database.db.selectFrom("jobs").select("id").execute()).toEqual([]);
  expect(await database.db.selectFrom("events").select("id").execute()).toEqual([]);
  const left = readdirSync(folders.mediaOutput, { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
  expect(readdirSync(folders.temp)).toEqual([]);
});

it("says what to do where no system runs", () => {
  const find = (): unknown => findRunningSystem(readConfig({}, []), folders);
  expect(find).toThrow("Start it first with npm start.");
});

type Probed = {
  streams: { codec_type: string; codec_name: string; width?: number; height?: number }[];
  format: { duration: string };
};

function probe(file: string) {
  const args = ["-v", "error", "-show_streams", "-show_format", "-of", "json", file];
  const { streams, format } = JSON.parse(execFileSync("ffprobe", args, { encoding: "utf8" })) as Probed;
  const video = streams.find((stream) => stream.codec_type === "video");
  const audio = streams.find((stream) => stream.codec_type === "audio");
  return {
    video: [video?.codec_name, video?.width, video?.height],
    audio: audio?.codec_name,
    seconds: Math.round(Number(format.duration)),
  };
}
