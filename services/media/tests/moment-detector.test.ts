import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { jobOptions, type JobOptionsInput } from "@agentos/contracts/job-options";
import type { Transcript } from "@agentos/contracts/stages/audio-transcriber";
import { analysis, momentDetection } from "@agentos/contracts/stages/moment-detector";
import type { StageInput } from "@agentos/contracts/stages/stages";
import { createStageContext, type TestStageContext } from "./stage-context.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMomentDetector } from "../src/moment-detector/stage.ts";
import { filler, strongPassage, talkOf } from "./talk.ts";

const run = promisify(execFile);
const timeout = 120_000;
const nothingSaid: Transcript = { language: null, words: [], sentences: [], silences: [] };
let root: string;
let context: TestStageContext;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "moments-test-"));
  context = await createStageContext({ root });
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Makes a small video of lavfi sources: grounds one after the other, and a sound or none. */
async function film(grounds: { source: string; seconds: number }[], sound: string | null): Promise<string> {
  const output = path.join(root, "film.mp4");
  const seconds = grounds.reduce((sum, ground) => sum + ground.seconds, 0);
  const parts = grounds.map(
    ({ source, seconds: length }, i) => `${source}=s=160x90:r=25,trim=duration=${length},format=yuv420p[p${i}]`,
  );
  const picture = `${parts.join(";")};${grounds.map((_, i) => `[p${i}]`).join("")}concat=n=${grounds.length}[picture]`;
  const graph = sound ? `${picture};aevalsrc='${sound}':s=48000:d=${seconds}[sound]` : picture;
  const maps = ["-map", "[picture]", ...(sound ? ["-map", "[sound]", "-c:a", "aac"] : [])];
  await run("ffmpeg", [
    "-v",
    "error",
    "-y",
    "-filter_complex",
    graph,
    ...maps,
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    output,
  ]);
  return output;
}

async function detect(
  given: { media: string; seconds: number; sound: boolean; said?: Transcript; options?: JobOptionsInput },
  settings: Parameters<typeof createMomentDetector>[0] = {},
) {
  const file = path.join(root, "transcript.json");
  await writeFile(file, JSON.stringify(given.said ?? nothingSaid));
  const transcript = await context.store("transcript.json", file, "application/json");
  const media = await context.store("media.mp4", given.media, "video/mp4");
  const input: StageInput<"moment_detector"> = {
    job_id: randomUUID(),
    run: 1,
    source: { kind: "url", url: "https://example.com/a.mp4" },
    options: jobOptions.parse(given.options ?? {}),
    outputs: {
      video_downloader: {
        source: { kind: "url", filename: "a.mp4", bytes: media.bytes, sha256: media.sha256 },
        media,
        normalised: "original",
        duration_seconds: given.seconds,
        has_audio: given.sound,
        subtitles: null,
        width: 160,
        height: 90,
        fps: 25,
        tools: {},
      },
      audio_transcriber: {
        transcript,
        engine: "subtitles",
        engine_version: "1",
        language: "en",
        word_count: 0,
        mean_confidence: null,
        draft: false,
        note: null,
      },
    },
  };
  const output = momentDetection.parse(await createMomentDetector(settings).run(input, context));
  return { ...output, measured: await context.readJson(output.analysis, analysis) };
}

describe("the moment detector", () => {
  it("finds the cuts, and measures loudness second by second", { timeout }, async () => {
    const grounds = [
      { source: "testsrc2", seconds: 8 },
      { source: "rgbtestsrc", seconds: 7 },
      { source: "testsrc", seconds: 9 },
    ];
    // Four seconds at one level, ten of silence, ten at a tenth of the level.
    const media = await film(grounds, "sin(2*PI*1000*t)*(0.5*lt(t,4)+0.05*gte(t,14))");
    const found = await detect({ media, seconds: 24, sound: true, options: { min_seconds: 5 } });
    expect(found.measured.scene_cuts.map((cut) => Math.round(cut * 100) / 100)).toEqual([8, 15]);
    const { loudness } = found.measured;
    expect(loudness).toHaveLength(24);
    expect(loudness[2]).toBeGreaterThan(-13);
    expect((loudness[2] ?? 0) - (loudness[20] ?? 0)).toBeCloseTo(20, 0);
    expect(loudness.slice(6, 13)).toEqual(Array(7).fill(null));
    expect(context.progressSeen.at(-1)).toBe(1);
  });

  it("gives clips of a video without sound", { timeout }, async () => {
    const grounds = ["testsrc2", "rgbtestsrc", "testsrc", "smptebars"].map((source) => ({ source, seconds: 8 }));
    const media = await film(grounds, null);
    const found = await detect({ media, seconds: 32, sound: false, options: { min_seconds: 6, max_seconds: 12 } });
    expect(found.moments.length).toBeGreaterThan(1);
    const bounds = [0, 8, 16, 24, 32];
    for (const one of found.moments) {
      expect(bounds).toContain(one.start_seconds);
      expect(bounds).toContain(one.end_seconds);
    }
  });

  it("says that there is nothing to cut in a still, silent video", { timeout }, async () => {
    const media = await film([{ source: "smptebars", seconds: 20 }], "0*t");
    await expect(detect({ media, seconds: 20, sound: true })).rejects.toMatchObject({ code: "NO_MOMENTS" });
  });

  it("picks a strong passage of a talk by its words and its sound", { timeout }, async () => {
    const said = talkOf([...filler(14), ...strongPassage, ...filler(14, 5)]);
    const [from, to] = [said.sentences[14]?.start ?? 0, said.sentences[19]?.end ?? 0];
    const seconds = Math.ceil(said.words.at(-1)?.end ?? 0) + 1;
    const sound = `sin(2*PI*300*t)*(0.1+0.15*between(t,${from.toFixed(2)},${to.toFixed(2)}))`;
    const media = await film([{ source: "testsrc", seconds }], sound);
    const found = await detect({ media, seconds, sound: true, said });
    const [first] = found.moments;
    expect(first?.start_seconds).toBeGreaterThan(from - 0.3);
    expect(first?.start_seconds).toBeLessThanOrEqual(from);
    expect(first?.reasons.join("\n")).toContain("Opens with a question: “Why do ninety percent of startups fail");
    expect(first?.reasons.join("\n")).toMatch(/[678]\.\d dB louder than the rest of the video/);
    expect(found).toMatchObject({ engine: "heuristic", note: null });
  });

  it("notes that the language model could not be asked, and picks without it", { timeout }, async () => {
    const said = talkOf(filler(8));
    const media = await film([{ source: "testsrc", seconds: 50 }], null);
    const languageModel = { baseUrl: "http://127.0.0.1:1/v1", model: "none" };
    const found = await detect({ media, seconds: 50, sound: false, said }, { languageModel });
    expect(found).toMatchObject({ engine: "heuristic", note: expect.stringContaining("no connection") });
    expect(found.moments.length).toBeGreaterThan(0);
  });

  it("finds all that it needs in this ffmpeg", { timeout }, async () => {
    await expect(createMomentDetector().selfTest(context.runTool)).resolves.toBeUndefined();
  });
});
