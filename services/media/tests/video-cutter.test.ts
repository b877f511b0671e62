import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { cutting } from "@agentos/contracts/stages/video-cutter";
import { createStageContext, type TestStageContext } from "./stage-context.ts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createVideoCutter } from "../src/video-cutter/stage.ts";
import { coded, codeOf, decodeAll, decodeSamples, makeCodedVideo, meanOfPart, type Decoded } from "./coded-video.ts";
import { cutterInput, type CutterCase } from "./cutter-input.ts";

const timeout = 120_000;
const seconds = 9;
const stage = createVideoCutter({ preset: "ultrafast" });
let folder: string;
let root: string;
let context: TestStageContext;
let base: Pick<CutterCase, "media" | "seconds" | "sound">;
let silent: typeof base;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cutter-media-"));
  base = { media: path.join(folder, "sound.mp4"), seconds, sound: true };
  silent = { media: path.join(folder, "silent.mp4"), seconds, sound: false };
  await makeCodedVideo(base.media, seconds * coded.fps, true);
  await makeCodedVideo(silent.media, seconds * coded.fps, false);
}, timeout);
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "cutter-test-"));
  context = await createStageContext({ root });
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function cut(given: CutterCase) {
  const output = cutting.parse(await stage.run(await cutterInput(context, given), context));
  return { ...output, file: (index: number) => context.pathOf(output.clips[index]?.video.key ?? "") };
}

/** The source's column at the left and the right edge of a picture, and the number of its frame modulo the code's length. */
function readBack(picture: Decoded): { left: number; right: number; code: number } {
  const column = (left: number, right: number): number =>
    ((meanOfPart(picture.y, picture.width, { left, right, top: 0.45, bottom: 0.55 }) - 16) * (coded.width - 1)) / 219;
  const code = meanOfPart(picture.v, picture.width / 2, { left: 0.3, right: 0.7, top: 0.45, bottom: 0.55 });
  return { left: column(0, 0.03), right: column(0.97, 1), code };
}

describe("a clip's picture", () => {
  it(
    "is made of exactly the moment's frames, cropped along the path and fitted where the path says so",
    { timeout },
    async () => {
      // Frames 30 to 109: a slow pan, a jump at a cut, then the whole picture, then a still window.
      const first = 30;
      const at = (n: number): number => (first + n) / coded.fps;
      const xOf = (n: number): number => (n < 20 ? 10 + 2 * n : n < 40 ? 180 : 60);
      const points = (from: number, to: number) =>
        Array.from({ length: to - from }, (_, i) => ({ t: at(from + i), x: xOf(from + i), y: 0 }));
      const shots = [
        { start: at(0), end: at(20), mode: "crop" as const, path: points(0, 20) },
        { start: at(20), end: at(40), mode: "crop" as const, path: points(20, 40) },
        { start: at(40), end: at(60), mode: "fit" as const, path: [] },
        { start: at(60), end: at(80), mode: "crop" as const, path: points(60, 80) },
      ];
      const paths = [{ index: 0, w: 102, h: 180, shots }];
      const made = await cut({ ...base, moments: [{ start: at(0), end: at(80) }], paths });
      const [clip] = made.clips;
      expect(clip).toMatchObject({ width: 720, height: 1280, start_seconds: 1.2 });
      expect(clip?.duration_seconds).toBeCloseTo(3.2, 3);
      const pictures = await decodeAll(made.file(0), 90, 160);
      expect(pictures).toHaveLength(80);
      pictures.forEach((picture, n) => {
        const seen = readBack(picture);
        expect(Math.abs(seen.code - codeOf(first + n)), `frame ${n}`).toBeLessThan(4);
        const [left, right] = n >= 40 && n < 60 ? [0, coded.width] : [xOf(n), xOf(n) + 102];
        expect(Math.abs(seen.left - left), `left of frame ${n}`).toBeLessThan(8);
        expect(Math.abs(seen.right - right), `right of frame ${n}`).toBeLessThan(8);
      });
    },
  );

  it.each([
    ["1:1", 720, 720],
    ["16:9", 1280, 720],
  ] as const)("fits the whole picture into %s without a path", { timeout }, async (aspect, width, height) => {
    const made = await cut({ ...silent, moments: [{ start: 2, end: 3 }], options: { aspect } });
    expect(made.clips[0]).toMatchObject({ width, height });
    const [picture] = await decodeAll(made.file(0), width / 8, height / 8);
    const { left, right } = readBack(picture as Decoded);
    expect(left).toBeLessThan(8);
    expect(right).toBeGreaterThan(coded.width - 8);
  });

  it("may change its framing with every frame", { timeout }, async () => {
    const shots = Array.from({ length: 200 }, (_, n) => {
      const start = n / coded.fps;
      const mode = n % 2 === 0 ? ("crop" as const) : ("fit" as const);
      return { start, end: start + 0.04, mode, path: mode === "crop" ? [{ t: start, x: 100, y: 0 }] : [] };
    });
    const made = await cut({
      ...silent,
      moments: [{ start: 0, end: 8 }],
      paths: [{ index: 0, w: 102, h: 180, shots }],
    });
    const lefts = (await decodeAll(made.file(0), 90, 160)).map((picture) => readBack(picture).left > 50);
    expect(lefts).toEqual(shots.map((shot) => shot.mode === "crop"));
  });

  it("ends with the media where a moment asks for a few frames more", { timeout }, async () => {
    const made = await cut({ ...base, moments: [{ start: seconds - 2, end: seconds + 0.08 }] });
    const pictures = await decodeAll(made.file(0), 90, 160);
    expect(pictures).toHaveLength(52);
    expect(Math.abs(readBack(pictures[49] as Decoded).code - codeOf(seconds * coded.fps - 1))).toBeLessThan(4);
  });
});

describe("a clip's sound", () => {
  it("is in time with its picture, as long, and as loud as wanted", { timeout }, async () => {
    const made = await cut({ ...base, moments: [{ start: 1.52, end: 6.6 }] });
    const samples = await decodeSamples(made.file(0));
    const onset = samples.findIndex((sample) => Math.abs(sample) > 0.05) / 48_000;
    const pictures = await decodeAll(made.file(0), 90, 160);
    const frame = pictures.findIndex((picture) => Math.abs(readBack(picture).code - codeOf(50)) < 4);
    expect(Math.abs(onset - frame / coded.fps)).toBeLessThan(0.02);
    expect(Math.abs(samples.length / 48_000 - pictures.length / coded.fps)).toBeLessThan(0.025);
    const { quality } = made.clips[0] ?? {};
    expect(quality?.loudness_lufs).toBeGreaterThan(-15);
    expect(quality?.loudness_lufs).toBeLessThan(-13);
    expect(quality?.av_offset_ms).toBe(0);
    expect(samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeLessThan(10 ** (-2 / 20));
  });

  it("may be missing", { timeout }, async () => {
    const made = await cut({ ...silent, moments: [{ start: 1, end: 3 }] });
    expect(made.clips[0]?.quality).toMatchObject({ loudness_lufs: null, av_offset_ms: null });
    expect(await decodeAll(made.file(0), 90, 160)).toHaveLength(50);
  });
});

describe("captions", () => {
  const words = ["First", "word", "then", "more."].map((text, i) => ({
    text,
    start: 2.33 + i * 0.41,
    end: 2.33 + i * 0.41 + 0.38,
    confidence: null,
  }));

  /** The middle of the yellow letters, in shares of the picture; null where there are none. */
  function spokenAt({ u, width }: Decoded): { x: number; y: number } | null {
    let [count, x, y] = [0, 0, 0];
    u.forEach((value, i) => {
      if (value > 80) return;
      count += 1;
      x += i % (width / 2);
      y += Math.floor(i / (width / 2));
    });
    return count < 8 ? null : { x: (2 * x) / count / width, y: y / count / (u.length / (width / 2)) };
  }

  it("colour each word on the frame on which it is spoken, in the lower part of the picture", { timeout }, async () => {
    const made = await cut({ ...base, moments: [{ start: 2, end: 5.2 }], words });
    expect(made.clips[0]?.quality.captions).toBe("burned");
    const seen = (await decodeAll(made.file(0), 360, 640)).map(spokenAt);
    const moved = seen.flatMap((here, n) => {
      const before = seen[n - 1];
      const same = here === null ? before === null : before && Math.hypot(here.x - before.x, here.y - before.y) < 0.03;
      return n > 0 && !same ? [n] : [];
    });
    const spoken = words.map((word) => Math.ceil((word.start - 2) * coded.fps - 0.01));
    const gone = Math.ceil(((words.at(-1)?.end ?? 0) + 0.6 - 2) * coded.fps - 0.01);
    expect(moved).toEqual([...spoken, gone]);
    expect(seen[(spoken[0] ?? 0) + 2]?.y).toBeGreaterThan(0.6);
    const srt = await readFile(context.pathOf(made.clips[0]?.srt?.key ?? ""), "utf8");
    expect(srt).toBe("1\n00:00:00,330 --> 00:00:02,440\nFirst word then more.\n");
    const vtt = await readFile(context.pathOf(made.clips[0]?.vtt?.key ?? ""), "utf8");
    expect(vtt).toContain("00:00:00.330 --> 00:00:02.440\nFirst word then more.");
  });

  it(
    "are left out by default where the transcript is a draft, and burned where a person asks",
    { timeout },
    async () => {
      const moments = [{ start: 2, end: 3 }];
      const draft = await cut({ ...base, moments, words, draft: true });
      expect(draft.clips[0]?.quality.captions).toBe("none");
      expect(draft.clips[0]?.srt).not.toBeNull();
      const asked = await cut({
        ...base,
        moments,
        words,
        draft: true,
        options: { captions: "on", caption_style: "plain" },
      });
      expect(asked.clips[0]?.quality.captions).toBe("burned");
    },
  );
});

describe("a job", () => {
  it("goes on without a moment that gives no clip, and says which and why", { timeout }, async () => {
    const moments = [
      { start: 1, end: 2 },
      { start: 40, end: 42 },
      { start: 5, end: 6 },
    ];
    const made = await cut({ ...base, moments });
    expect(made.clips.map((clip) => clip.index)).toEqual([0, 2]);
    expect(made.skipped).toMatchObject([{ index: 1, code: "NO_PLAYABLE_CLIP" }]);
    expect(context.progressSeen.at(-1)).toBe(1);
  });

  it("fails where no moment gives a clip", { timeout }, async () => {
    await expect(cut({ ...base, moments: [{ start: 40, end: 42 }] })).rejects.toMatchObject({
      code: "NO_PLAYABLE_CLIP",
    });
  });

  it("ends at once when it is cancelled", { timeout }, async () => {
    const controller = new AbortController();
    context = await createStageContext({ root, signal: controller.signal });
    const input = await cutterInput(context, { ...base, moments: [{ start: 0, end: 8 }] });
    const running = stage.run(input, { ...context, progress: () => controller.abort(new Error("cancelled")) });
    await expect(running).rejects.toThrow("cancelled");
  });

  it("tells for each clip what it was made from and with", { timeout }, async () => {
    const made = await cut({ ...base, moments: [{ start: 1, end: 2 }] });
    const [clip] = made.clips;
    expect(clip?.provenance).toMatchObject({
      output_sha256: clip?.video.sha256,
      stages: { video_cutter: { preset: "ultrafast", captions: "none" }, audio_transcriber: { engine: "subtitles" } },
    });
    expect(clip?.provenance.stages.video_cutter?.ffmpeg).toMatch(/^\d|^n/i);
    expect(clip?.thumbnail.content_type).toBe("image/jpeg");
    expect((await readFile(context.pathOf(clip?.thumbnail.key ?? ""))).subarray(0, 2)).toEqual(
      Buffer.from([0xff, 0xd8]),
    );
  });
});

it("finds all that it needs in this ffmpeg", { timeout }, async () => {
  await expect(stage.selfTest(context.runTool)).resolves.toBeUndefined();
});
