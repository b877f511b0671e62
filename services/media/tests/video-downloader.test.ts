import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { preparedSource, type PreparedSource } from "@agentos/contracts/stages/video-downloader";
import { createStageContext, type TestStageContext } from "./stage-context.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { mustRunFfmpeg } from "../src/ffmpeg/run.ts";
import { videoDownloaderSettings } from "../src/video-downloader/settings.ts";
import { createVideoDownloader } from "../src/video-downloader/stage.ts";
import { altered, makeFilm, uploaded, type FilmOptions } from "./make-film.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let root: string;
let context: TestStageContext;
let good: string;
let canary: Server;
let canaryUrl: string;
let canarySaw = 0;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "video-downloader-"));
  context = await createStageContext({ root });
  good = await makeFilm(context, path.join(root, "good.mp4"));
  canary = createServer((_request, response) => {
    canarySaw += 1;
    response.end();
  }).listen(0, "127.0.0.1");
  await once(canary, "listening");
  canaryUrl = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
});

afterAll(async () => {
  canary.close();
  await rm(root, { recursive: true, force: true });
});

async function prepare(file: string, settings: Record<string, unknown> = {}): Promise<PreparedSource> {
  const stage = createVideoDownloader(videoDownloaderSettings.parse(settings));
  return preparedSource.parse(await stage.run(await uploaded(context, file), context));
}

it("runs with what operators have set on top of its configuration", async () => {
  const stage = createVideoDownloader(videoDownloaderSettings.parse({}));
  expect(stage.settings).toEqual({
    maxSeconds: 4 * 3600,
    minSeconds: 2,
    transcodedLongSide: 1920,
    maxFps: 60,
    fetchTimeoutSeconds: 3600,
  });
  const strict = { ...context, settings: { minSeconds: 600 } };
  await expect(stage.run(await uploaded(context, good), strict)).rejects.toMatchObject({ code: "VIDEO_TOO_SHORT" });
  await expect(stage.selfTest(context.runTool)).resolves.toBeUndefined();
});

const film = (name: string, options: FilmOptions = {}): Promise<string> =>
  makeFilm(context, path.join(root, name), options);

async function text(name: string, content: string): Promise<string> {
  const file = path.join(root, name);
  await writeFile(file, content);
  return file;
}

/** Overwrites the first part of the sound's packets, `share` of them, and nothing else. */
async function withNoisySound(file: string, name: string, share: number): Promise<string> {
  const args = "-v error -select_streams a:0 -show_entries packet=pos,size -of json".split(" ");
  const { stdout } = await context.runTool("ffprobe", [...args, file], { signal: context.signal });
  const { packets } = JSON.parse(stdout.toString()) as { packets: { pos: string; size: string }[] };
  return altered(file, name, (bytes) => {
    for (const { pos, size } of packets.slice(0, packets.length * share)) {
      for (let at = Number(pos); at < Number(pos) + Number(size); at += 1) bytes[at] = (at * 7919) % 251;
    }
    return bytes;
  });
}

/** Overwrites the share `from`–`to` of a file with bytes that fit nowhere. */
const noise = (from: number, to: number) => (bytes: Buffer) => {
  for (let at = Math.floor(bytes.length * from); at < bytes.length * to; at += 1) bytes[at] = (at * 7919) % 251;
  return bytes;
};

/** One bit in each 400 bytes is wrong, beginning after the index. */
const flips = (bytes: Buffer): Buffer => {
  for (let at = Math.floor(bytes.length * 0.1); at < bytes.length; at += 400) bytes[at] = (bytes[at] ?? 0) ^ 4;
  return bytes;
};

const hole = (from: number, to: number) => (bytes: Buffer) =>
  bytes.fill(0, Math.floor(bytes.length * from), Math.floor(bytes.length * to));

describe("a good video", () => {
  it("is taken as it is, without a copy", async () => {
    const input = await uploaded(context, good);
    const result = await createVideoDownloader(videoDownloaderSettings.parse({})).run(input, context);
    expect(result).toMatchObject({ normalised: "original", width: 320, height: 180, has_audio: true, subtitles: null });
    if (input.source.kind !== "upload") throw new Error("an upload was stored");
    expect(result.media).toMatchObject({
      key: input.source.key,
      bytes: input.source.bytes,
      sha256: input.source.sha256,
    });
    expect(result.duration_seconds).toBeCloseTo(6, 2);
    expect(result.fps).toBeCloseTo(25, 3);
    expect(result.tools["ffmpeg"]).toMatch(/^\d/);
  });

  it("may be without sound", async () => {
    expect(await prepare(await film("silent.mp4", { silent: true }))).toMatchObject({
      normalised: "original",
      has_audio: false,
    });
  });

  it("keeps its picture when only the container or the sound does not fit", async () => {
    const mkv = await film("film.mkv", { encode: "-c:v libx264 -preset veryfast -c:a libopus" });
    const result = await prepare(mkv);
    expect(result).toMatchObject({ normalised: "remuxed", width: 320, height: 180, has_audio: true });
    expect(result.fps).toBeCloseTo(25, 1);
    expect(result.duration_seconds).toBeCloseTo(6, 1);
  });

  it("is the largest picture in the file, wherever it stands", async () => {
    const file = path.join(root, "two.mp4");
    const pictures = "-f lavfi -i testsrc2=s=160x90:r=25:d=4 -f lavfi -i testsrc2=s=640x360:r=25:d=4";
    await mustRunFfmpeg(context, [...pictures.split(" "), ..."-map 0 -map 1 -c:v libx264".split(" "), file]);
    expect(await prepare(file)).toMatchObject({ normalised: "remuxed", width: 640, height: 360 });
  });

  it("may refresh its picture bit by bit, or begin its groups openly, in any container", async () => {
    const seconds = 20;
    const refresh = "-c:v libx264 -preset veryfast -x264-params intra-refresh=1:keyint=50 -c:a aac";
    expect(await prepare(await film("refresh.mp4", { encode: refresh, seconds }))).toMatchObject({
      normalised: "original",
    });
    const open = "-c:v libx264 -preset veryfast -x264-params open-gop=1:keyint=50 -c:a aac";
    expect(await prepare(await film("open.mp4", { encode: open, seconds }))).toMatchObject({ normalised: "original" });
    expect(await prepare(await film("open.ts", { encode: open, seconds }))).toMatchObject({ normalised: "remuxed" });
    const pieces = `${open} -movflags frag_keyframe+empty_moov`;
    expect(await prepare(await film("pieces.mp4", { encode: pieces, seconds }))).toMatchObject({
      normalised: "original",
    });
  });

  it("has its picture from the start on", async () => {
    const file = path.join(root, "late.mp4");
    const inputs = ["-itsoffset", "0.8", "-i", good, "-i", good];
    await mustRunFfmpeg(context, [...inputs, ..."-map 0:v -map 1:a -c copy".split(" "), file]);
    const result = await prepare(file);
    expect(result.normalised).toBe("transcoded");
    expect(result.duration_seconds).toBeCloseTo(6.8, 1);
  });

  it("may flicker for a moment", async () => {
    const file = await altered(good, "flicker.mp4", noise(0.5, 0.502));
    await expect(prepare(file)).resolves.toMatchObject({ width: 320 });
  });

  it("goes without sound that cannot be read", async () => {
    const file = path.join(root, "dts.mkv");
    await mustRunFfmpeg(context, ["-i", good, ..."-c:v copy -strict -2 -c:a dca".split(" "), file]);
    expect(await prepare(file)).toMatchObject({ normalised: "remuxed", has_audio: false });
  });

  it("brings its subtitles along", async () => {
    const srt = await text("talk.srt", "1\n00:00:01,000 --> 00:00:02,500\nHello there.\n");
    const file = path.join(root, "subtitled.mkv");
    const inputs = ["-i", good, "-i", srt, "-map", "0", "-map", "1"];
    await mustRunFfmpeg(context, [...inputs, ..."-c copy -metadata:s:s:0 language=eng".split(" "), file]);
    const { subtitles } = await prepare(file);
    expect(subtitles).toMatchObject({ language: "en", file: { content_type: "text/vtt" } });
  });

  it("reports rising progress", async () => {
    context.progressSeen.length = 0;
    await prepare(good);
    expect(context.progressSeen).toEqual(context.progressSeen.toSorted((a, b) => a - b));
    expect(context.progressSeen.at(-1)).toBeGreaterThan(0.9);
  });
});

describe("an irregular video is made regular", () => {
  const cases: [string, FilmOptions, Partial<PreparedSource>][] = [
    [
      "vp9.webm",
      { encode: "-c:v libvpx-vp9 -cpu-used 8 -deadline realtime -c:a libopus" },
      { width: 320, height: 180 },
    ],
    ["hevc.mp4", { encode: "-c:v libx265 -preset ultrafast -x265-params log-level=error -c:a aac" }, { width: 320 }],
    ["mpeg4.avi", { encode: "-c:v mpeg4 -c:a libmp3lame" }, { width: 320, height: 180, has_audio: true }],
    ["wide-pixels.mp4", { filter: "setsar=2" }, { width: 640, height: 180 }],
    ["odd.mp4", { size: "321x181", encode: "-c:v libx264 -pix_fmt yuv444p -c:a aac" }, { width: 320, height: 180 }],
    [
      "high.mp4",
      { size: "1440x2560", seconds: 2, encode: "-c:v libx264 -preset ultrafast -pix_fmt yuv444p" },
      { width: 1080, height: 1920 },
    ],
    ["fast.mp4", { rate: "120", seconds: 3 }, { fps: 60 }],
  ];

  it.each(cases)("%s", async (name, options, expected) => {
    const result = await prepare(await film(name, options), { minSeconds: 1 });
    const { fps, ...rest } = expected;
    expect(result).toMatchObject({ normalised: "transcoded", ...rest });
    expect(result.fps).toBeCloseTo(fps ?? 25, 1);
    expect(Math.abs(result.duration_seconds - (options.seconds ?? 6))).toBeLessThan(0.1);
  });

  it("of a variable rate", async () => {
    const uneven = "-vf setpts='(N*0.04+0.02*mod(N\\,3))/TB' -fps_mode vfr -enc_time_base 1/1000";
    const file = await film("vfr.mp4", { encode: `${uneven} -c:v libx264 -preset veryfast -c:a aac` });
    const result = await prepare(file);
    expect(result).toMatchObject({ normalised: "transcoded" });
    expect(context.logged.at(-1)?.fields).toMatchObject({ reasons: ["variable frame rate"] });
  });

  it("of a turned picture", async () => {
    const file = path.join(root, "turned.mp4");
    await mustRunFfmpeg(context, ["-i", good, ..."-c copy -metadata:s:v rotate=90".split(" "), file]);
    expect(await prepare(file)).toMatchObject({ normalised: "transcoded", width: 180, height: 320 });
  });

  it("of a high dynamic range", async () => {
    const hdr =
      "-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc -x265-params log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc";
    const result = await prepare(await film("hdr.mp4", { encode: hdr, seconds: 3, silent: true }));
    expect(result).toMatchObject({ normalised: "transcoded", width: 320, height: 180 });
    expect(context.logged.at(-1)?.fields).toMatchObject({ reasons: expect.arrayContaining(["high dynamic range"]) });
  });
});

describe("sound that cannot be decoded", () => {
  it.each([
    ["taken as it is", "sound-noise.mp4", {}, "remuxed"],
    ["encoded anew", "sound-noise-turned.mp4", { filter: "setsar=2" }, "transcoded"],
  ])("is left out of a video that is %s, which goes on without", async (_, name, options, normalised) => {
    const whole = await film(name, { ...options, seconds: 20 });
    const file = await withNoisySound(whole, `bad-${name}`, 1);
    expect(await prepare(file)).toMatchObject({ has_audio: false, normalised });
    expect(context.logged.map(({ message }) => message)).toContain("the sound cannot be decoded and is left out");
  });

  it("for half of the time is kept", async () => {
    const file = await withNoisySound(await film("half-noise.mp4", { seconds: 20 }), "bad-half-noise.mp4", 0.5);
    expect(await prepare(file)).toMatchObject({ has_audio: true, normalised: "original" });
  });
});

describe("a bad file is refused with what is wrong", () => {
  const cases: [string, string, () => Promise<string>][] = [
    ["an empty file", "EMPTY_FILE", () => text("empty.mp4", "")],
    ["a text", "NOT_A_VIDEO", () => text("text.mp4", "This is not a video.\n".repeat(2000))],
    ["a cut file", "VIDEO_TRUNCATED", () => altered(good, "cut.mp4", (bytes) => bytes.subarray(0, bytes.length * 0.6))],
    [
      "a file cut near its end",
      "VIDEO_TRUNCATED",
      () => altered(good, "cut9.mp4", (b) => b.subarray(0, b.length * 0.9)),
    ],
    ["a damaged file", "VIDEO_CORRUPT", () => altered(good, "noise.mp4", noise(0.3, 0.7))],
    ["a hole in the middle", "VIDEO_CORRUPT", () => altered(good, "hole.mp4", hole(0.5, 0.6))],
    ["bits that flip everywhere", "VIDEO_CORRUPT", () => altered(good, "flips.mp4", flips)],
    ["a file that is noise to its end", "VIDEO_CORRUPT", () => altered(good, "rest.mp4", noise(0.2, 1))],
    ["noise alone", "NOT_A_VIDEO", () => altered(good, "all.mp4", noise(0, 1))],
    ["sound alone", "NO_VIDEO_STREAM", () => film("sound.m4a", { encode: "-vn -c:a aac" })],
    ["sound alone in its own format", "NO_VIDEO_STREAM", () => film("sound.mp3", { encode: "-vn -c:a libmp3lame" })],
    ["sound under the name of a video", "NO_VIDEO_STREAM", () => film("sound.mp4", { encode: "-vn -f wav" })],
    ["a picture", "FORMAT_NOT_ALLOWED", () => film("picture.mp4", { encode: "-an -frames:v 1 -f image2" })],
    ["an animation", "FORMAT_NOT_ALLOWED", () => film("animation.gif", { encode: "-an -f gif", seconds: 1 })],
    ["a codec that is not accepted", "FORMAT_NOT_ALLOWED", () => film("ffv1.mkv", { encode: "-c:v ffv1 -an" })],
    ["a short video", "VIDEO_TOO_SHORT", () => film("short.mp4", { seconds: 1 })],
  ];

  it.each(cases)("%s: %#", async (_what, code, make) => {
    await expect(prepare(await make())).rejects.toMatchObject({ code });
  });

  it("a recording without its index", async () => {
    const plain = await film("plain.mp4", { encode: "-c:v libx264 -preset veryfast -c:a aac" });
    const file = await altered(plain, "noindex.mp4", (bytes) => bytes.subarray(0, bytes.length * 0.7));
    await expect(prepare(file)).rejects.toMatchObject({ code: "VIDEO_INDEX_MISSING" });
  });

  it("a cut Matroska, a cut AVI, and a damaged VP9", async () => {
    const mkv = await film("whole.mkv");
    const avi = await film("whole.avi", { encode: "-c:v mpeg4 -c:a libmp3lame" });
    const vp9 = await film("whole.webm", { encode: "-c:v libvpx-vp9 -cpu-used 8 -deadline realtime -c:a libopus" });
    const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length * 0.5);
    await expect(prepare(await altered(mkv, "cut.mkv", half))).rejects.toMatchObject({ code: "VIDEO_TRUNCATED" });
    await expect(prepare(await altered(avi, "cut.avi", half))).rejects.toMatchObject({ code: "VIDEO_TRUNCATED" });
    await expect(prepare(await altered(vp9, "bad.webm", noise(0.3, 0.8)))).rejects.toMatchObject({
      code: expect.stringMatching(/VIDEO_(CORRUPT|TRUNCATED)/),
    });
  });

  it("more bytes, seconds or pixels than allowed", async () => {
    await expect(prepare(good, { maxBytes: 2048 })).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
    await expect(prepare(good, { maxSeconds: 5 })).rejects.toMatchObject({ code: "VIDEO_TOO_LONG" });
    await expect(prepare(good, { maxWidth: 300 })).rejects.toMatchObject({ code: "PICTURE_TOO_LARGE" });
  });
});

describe("a bomb does not go off", () => {
  it("a huge picture in a small file", async () => {
    const file = path.join(root, "pixels.mkv");
    const picture = ["-f", "lavfi", "-i", "color=black:s=12000x12000:r=1:d=2"];
    await mustRunFfmpeg(context, [...picture, ..."-c:v mjpeg -pix_fmt yuvj420p -q:v 31".split(" "), file]);
    await expect(prepare(file)).rejects.toMatchObject({ code: "PICTURE_TOO_LARGE" });
  });

  it("a header that declares more pixels than there are", async () => {
    const file = await altered(good, "declared.mp4", (bytes) => {
      // The size stands in the description of the picture, after 24 bytes of fixed fields.
      const at = bytes.indexOf("avc1", bytes.indexOf("stsd")) + 4 + 24;
      bytes.writeUInt16BE(65_000, at);
      bytes.writeUInt16BE(65_000, at + 2);
      return bytes;
    });
    expect(await prepare(file)).toMatchObject({ width: 320, height: 180 });
  });

  it("hours in a few frames, declared and not", async () => {
    const slow = "-vf setpts=N*3600/TB -fps_mode vfr -video_track_timescale 1000 -c:v libx264 -an";
    const declared = await film("hours.mp4", { encode: slow });
    await expect(prepare(declared)).rejects.toMatchObject({ code: "VIDEO_TOO_LONG" });
    const live = slow.replace("-video_track_timescale 1000 ", "");
    const undeclared = await film("hours.webm", { encode: `${live} -f matroska -live 1` });
    await expect(prepare(undeclared)).rejects.toMatchObject({ code: "VIDEO_TOO_LONG" });
  });
});

describe("a playlist under the name of a video opens nothing", () => {
  const lists: [string, (url: string) => string][] = [
    ["HLS", (url) => `#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n${url}/a.ts\n#EXT-X-ENDLIST\n`],
    ["HLS of files", () => `#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n`],
    ["a list for concat", (url) => `ffconcat version 1.0\nfile '${url}/a.mp4'\n`],
    [
      "DASH",
      (url) => `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>${url}/</BaseURL></MPD>`,
    ],
    ["SDP", () => `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n`],
    ["M3U", (url) => `#EXTM3U\n${url}/video.mp4\n`],
  ];

  it("which a bare ffprobe would ask for", async () => {
    const [, hls] = lists[0] ?? ["", () => ""];
    const file = await text("bare.m3u8", hls(canaryUrl));
    await context.runTool("ffprobe", ["-protocol_whitelist", "file,http,tcp", file], { signal: context.signal });
    expect(canarySaw).toBeGreaterThan(0);
    canarySaw = 0;
  });

  it.each(lists)("%s", async (name, content) => {
    const file = await text(`list-${name.replaceAll(" ", "-")}.mp4`, content(canaryUrl));
    await expect(prepare(file)).rejects.toMatchObject({
      code: expect.stringMatching(/FORMAT_NOT_ALLOWED|NOT_A_VIDEO/),
    });
    expect(canarySaw).toBe(0);
  });
});
