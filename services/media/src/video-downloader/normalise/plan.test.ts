import { describe, expect, it } from "vitest";
import type { ProbedStream } from "../../ffmpeg/probe.ts";
import type { Rhythm } from "../judge/frame-clock.ts";
import { videoDownloaderSettings } from "../settings.ts";
import { planNormalisation, targetRate } from "./plan.ts";
import { pictureFilters } from "./transcode.ts";

const settings = videoDownloaderSettings.parse({});
const rhythm: Rhythm = { frames: 250, start: 0, end: 10, fps: 25, constant: true };

const stream = (given: Partial<ProbedStream>): ProbedStream => ({
  index: 0,
  codec_type: "video",
  codec_name: "h264",
  pix_fmt: "yuv420p",
  width: 1920,
  height: 1080,
  r_frame_rate: 25,
  avg_frame_rate: 25,
  disposition: {},
  tags: {},
  side_data_list: [],
  ...given,
});
const sound = (given: Partial<ProbedStream> = {}): ProbedStream =>
  stream({ index: 1, codec_type: "audio", codec_name: "aac", channels: 2, ...given });

function plan(
  video: ProbedStream,
  options: { audio?: ProbedStream; others?: ProbedStream[]; format?: string; rhythm?: Rhythm } = {},
) {
  const audio = options.audio ?? sound();
  const format = { format_name: options.format ?? "mov,mp4,m4a,3gp,3g2,mj2" };
  const streams = [...(options.others ?? []), video, audio];
  return planNormalisation({ file: "x", probe: { streams, format }, video, audio }, options.rhythm ?? rhythm, settings);
}

describe("planNormalisation", () => {
  it("leaves a regular video alone", () => {
    expect(plan(stream({}))).toEqual({ kind: "original", reasons: [] });
    expect(plan(stream({ sample_aspect_ratio: 1, field_order: "progressive", color_transfer: "bt709" })).kind).toBe(
      "original",
    );
  });

  it.each([
    ["container matroska,webm", { format: "matroska,webm" }],
    ["sound codec opus", { audio: sound({ codec_name: "opus" }) }],
    ["the main streams are not the first", { others: [stream({ index: 5, width: 64, height: 64 })] }],
  ])("changes no picture for: %s", (reason, options) => {
    expect(plan(stream({}), options)).toEqual({ kind: "remuxed", reasons: [reason] });
  });

  it.each<[string, Partial<ProbedStream>]>([
    ["codec hevc", { codec_name: "hevc" }],
    ["pixel format yuv420p10le", { pix_fmt: "yuv420p10le" }],
    ["high dynamic range", { color_transfer: "arib-std-b67" }],
    ["interlaced", { field_order: "tt" }],
    ["rotated", { side_data_list: [{ rotation: -90 }] }],
    ["pixels not square", { sample_aspect_ratio: 4 / 3 }],
    ["odd size", { width: 853 }],
  ])("encodes anew for: %s", (reason, given) => {
    expect(plan(stream(given))).toEqual({ kind: "transcoded", reasons: [reason], fps: 25 });
  });

  it.each<[string, Partial<Rhythm>]>([
    ["variable frame rate", { constant: false }],
    ["frame rate above the limit", { fps: 120 }],
    ["picture begins late", { start: 0.5 }],
  ])("encodes anew for: %s", (reason, given) => {
    expect(plan(stream({}), { rhythm: { ...rhythm, ...given } })).toMatchObject({
      kind: "transcoded",
      reasons: [reason],
    });
  });
});

describe("targetRate", () => {
  it.each<[number, Partial<Rhythm>]>([
    [25, {}],
    [30_000 / 1001, { fps: 29.97 }],
    [60, { fps: 240 }],
    [12.5, { fps: 12.5 }],
    [30, { fps: 30.4, constant: false }],
    [30, { fps: 3, constant: false, frames: 30 }],
    [25, { fps: 5, constant: false, frames: 250 }],
  ])("is %d", (rate, given) => expect(targetRate({ ...rhythm, ...given }, 60)).toBe(rate));
});

describe("pictureFilters", () => {
  it("maps tones only where the range is high, and weaves fields only where there are any", () => {
    expect(pictureFilters(stream({}), 25, 1920).join()).not.toMatch(/tonemap|bwdif/);
    expect(pictureFilters(stream({ color_transfer: "smpte2084" }), 25, 1920).join()).toContain("tonemap=hable");
    expect(pictureFilters(stream({ field_order: "bb" }), 25, 1920)[0]).toContain("bwdif");
  });
});
