import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeVideo } from "../src/video/make-video.ts";
import { linear, still } from "../src/video/motion.ts";
import type { VideoTruth } from "../src/video/spec.ts";

const run = promisify(execFile);
let folder: string;
let file: string;
let truth: VideoTruth;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "make-video-"));
  file = join(folder, "video.mp4");
  truth = await makeVideo(
    {
      scenes: [
        {
          ground: "#2f4858",
          faces: [{ name: "ann", size: 320, at: linear({ x: 300, y: 360 }, { x: 700, y: 360 }, 4) }],
          speech: [{ text: "Good morning to you all.", speaker: "ann", pause: 1 }],
        },
        { ground: { from: "#ffffff", to: "#dddddd", drift: 50 }, seconds: 2 },
        { ground: "#101010", seconds: 1, faces: [{ name: "bob", look: "dark", size: 200, at: still(100, 700) }] },
      ],
    },
    file,
  );
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

describe("a video made from a script", () => {
  it("has the told length in picture and sound", async () => {
    const { stdout } = await run("ffprobe", [
      "-v",
      "error",
      "-show_entries",
      "stream=codec_name,duration",
      "-of",
      "json",
      file,
    ]);
    const { streams } = JSON.parse(stdout) as { streams: { codec_name: string; duration: string }[] };
    expect(streams.map((stream) => stream.codec_name)).toEqual(["h264", "aac"]);
    for (const stream of streams) expect(Math.abs(Number(stream.duration) - truth.seconds)).toBeLessThan(0.07);
    expect(truth.faces).toHaveLength(truth.frames);
  });

  it("cuts where it says", async () => {
    const { stderr } = await run("ffmpeg", ["-i", file, "-vf", "scdet=t=8", "-f", "null", "-"]);
    const found = [...stderr.matchAll(/lavfi\.scd\.time: ([\d.]+)/g)].map((match) => Number(match[1]));
    expect(found).toHaveLength(truth.cuts.length);
    for (const [index, cut] of truth.cuts.entries()) expect(Math.abs((found[index] ?? 0) - cut)).toBeLessThan(0.05);
  });

  it("speaks when it says", async () => {
    const { stderr } = await run("ffmpeg", ["-i", file, "-af", "silencedetect=n=-50dB:d=0.5", "-f", "null", "-"]);
    const heard = Number(/silence_end: ([\d.]+)/.exec(stderr)?.[1]);
    const [speech] = truth.speech;
    expect(speech?.start).toBe(1);
    expect(Math.abs(heard - 1)).toBeLessThan(0.3);
  });

  it("shows the face where it says", async () => {
    const box = truth.faces[50]?.[0];
    expect(box).toMatchObject({ name: "ann", speaking: true });
    const { x, y, w, h } = box ?? { x: 0, y: 0, w: 0, h: 0 };
    const at = (px: number, py: number): string => `crop=2:2:${Math.round(px)}:${Math.round(py)},scale=1:1`;
    const colour = async (place: string): Promise<number[]> => {
      const args = ["-v", "error", "-ss", "2", "-i", file, "-frames:v", "1", "-vf", place];
      const raw = await run("ffmpeg", [...args, "-pix_fmt", "rgb24", "-f", "rawvideo", "-"], { encoding: "buffer" });
      return [...raw.stdout.subarray(0, 3)];
    };
    const [red = 0, , blue = 0] = await colour(at(x + w / 2, y + h * 0.5));
    expect(red).toBeGreaterThan(blue + 30);
    const [groundRed = 0, , groundBlue = 0] = await colour(at(x - w * 0.6, y));
    expect(groundBlue).toBeGreaterThan(groundRed + 20);
  });
});
