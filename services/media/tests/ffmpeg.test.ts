import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createStageContext, type TestStageContext } from "./stage-context.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { decodeFrames, decodeSound } from "../src/ffmpeg/decode.ts";
import { mainAudio, mainVideo, tryProbe } from "../src/ffmpeg/probe.ts";
import { mustRunFfmpeg, reportShare, runFfmpeg } from "../src/ffmpeg/run.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let root: string;
let context: TestStageContext;
let film: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "ffmpeg-test-"));
  context = await createStageContext({ root });
  film = path.join(root, "film: one.mp4");
  const picture = "color=black:s=64x32:r=25:d=2[black];color=white:s=64x32:r=25:d=2[white];[black][white]concat=n=2";
  const inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "sine=440:d=4"];
  await mustRunFfmpeg(context, [...inputs, "-c:v", "libx264", "-c:a", "aac", `file:${film}`]);
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe("tryProbe", () => {
  it("tells the streams of a file whose name looks like a protocol", async () => {
    const result = await tryProbe(context, film);
    if (!result.ok) throw new Error(result.messages.join("\n"));
    expect(mainVideo(result.probe)).toMatchObject({ width: 64, height: 32, codec_name: "h264", avg_frame_rate: 25 });
    expect(mainAudio(result.probe)).toMatchObject({ codec_name: "aac", sample_rate: 44_100 });
    expect(result.probe.format.duration).toBeCloseTo(4, 1);
  });

  it("hands back the messages where there is no such file", async () => {
    expect(await tryProbe(context, path.join(root, "nothing.mp4"))).toMatchObject({ ok: false });
  });
});

describe("decodeFrames", () => {
  it("hands on each frame at its time, from a seek on", async () => {
    const frames: { t: number; first: number; bytes: number }[] = [];
    const request = { file: film, fps: 5, width: 32, height: 16, pixelFormat: "rgb24", start: 1, duration: 2 } as const;
    await decodeFrames(context, request, ({ t, pixels }) => {
      frames.push({ t, first: pixels[0] ?? -1, bytes: pixels.length });
    });
    expect(frames.map(({ t }) => t)).toEqual([1, 1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.4, 2.6, 2.8]);
    expect(frames.map(({ first }) => first > 128)).toEqual([...Array(5).fill(false), ...Array(5).fill(true)]);
    expect(new Set(frames.map(({ bytes }) => bytes))).toEqual(new Set([32 * 16 * 3]));
  });

  it("ends with what the handler throws", async () => {
    const request = { file: film, fps: 25, width: 32, height: 16, pixelFormat: "gray" } as const;
    const run = decodeFrames(context, request, () => {
      throw new Error("enough");
    });
    await expect(run).rejects.toThrow("enough");
  });
});

describe("decodeSound", () => {
  it("hands on all samples in blocks, the last one shorter", async () => {
    const blocks: { t: number; length: number; peak: number }[] = [];
    await decodeSound(context, { file: film, sampleRate: 8000, blockSamples: 7000 }, ({ t, samples }) => {
      blocks.push({ t, length: samples.length, peak: Math.max(...samples) });
    });
    expect(blocks.map(({ t }) => t)).toEqual([0, 0.875, 1.75, 2.625, 3.5]);
    const total = blocks.reduce((sum, { length }) => sum + length, 0);
    expect(total / 8000).toBeCloseTo(4, 1);
    for (const { peak } of blocks) expect(peak).toBeGreaterThan(0.05);
  });
});

describe("runFfmpeg", () => {
  it("reports progress up to the end and keeps messages apart from it", async () => {
    const shares: number[] = [];
    const args = ["-f", "lavfi", "-i", "testsrc=d=4", "-f", "null", "-"];
    const result = await runFfmpeg(context, args, {
      onProgress: reportShare((share) => shares.push(share), 4, 0.5, 1),
    });
    expect(result).toMatchObject({ exitCode: 0, messages: [] });
    expect(shares.at(-1)).toBeCloseTo(1, 1);
  });

  it("tells a failure by its exit code, or by an error where it must succeed", async () => {
    const result = await runFfmpeg(context, ["-i", "file:/dev/null", "-f", "null", "-"]);
    expect(result.exitCode).not.toBe(0);
    expect(result.messages.length).toBeGreaterThan(0);
    await expect(mustRunFfmpeg(context, ["-i", "file:/dev/null", "-f", "null", "-"])).rejects.toMatchObject({
      code: "STAGE_FAILED",
    });
  });
});
