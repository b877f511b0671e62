import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { jobOptions, type JobOptionsInput } from "@agentos/contracts/job-options";
import { transcript, transcription, type Transcript } from "@agentos/contracts/stages/audio-transcriber";
import { createStageContext, type TestStageContext } from "./stage-context.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { audioTranscriberSettings } from "../src/audio-transcriber/settings.ts";
import { createAudioTranscriber } from "../src/audio-transcriber/stage.ts";
import { makeFilm } from "./make-film.ts";
import { makeSpeech, type SpokenWord } from "./make-speech.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

type Answer = { status: number; body: unknown; headers?: Record<string, string> };
type Settings = z.input<typeof audioTranscriberSettings>;
type Video = { file: string; seconds: number; hasAudio?: boolean; subtitles?: string; language?: string };

let root: string;
let context: TestStageContext;
let talk: { file: string; seconds: number; spoken: SpokenWord[] };
/** Stands for a transcription API and for a whisper.cpp server. */
let server: Server;
let url: string;
let answers: Answer[] = [];
let asked: { path: string; authorization: string | undefined; body: string }[] = [];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "audio-transcriber-"));
  context = await createStageContext({ root });
  const first = "people wait until they feel ready".split(" ").flatMap((word) => [word, 0.3]);
  const second = "the best way to learn a new language".split(" ").flatMap((word) => [word, 0.2]);
  talk = await makeSpeech(context, root, "talk", [0.7, ...first, 1.5, ...second, 0.5]);
  server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const { url: asksFor = "", headers } = request;
      asked.push({ path: asksFor, authorization: headers.authorization, body });
      const { status, body: answer, headers: extra } = answers.shift() ?? { status: 500, body: "no more answers" };
      return response.writeHead(status, { "content-type": "application/json", ...extra }).end(JSON.stringify(answer));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  [answers, asked] = [[], []];
});

afterAll(async () => {
  server.close();
  await rm(root, { recursive: true, force: true });
});

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("latin1");
}

async function listen(
  video: Video,
  settings: Settings = {},
  options: JobOptionsInput = {},
): Promise<{ result: z.output<typeof transcription>; heard: Transcript }> {
  const media = await context.store(`media/${randomUUID()}`, video.file, "video/mp4");
  const subtitles =
    video.subtitles === undefined
      ? null
      : {
          file: await context.store(`subtitles/${randomUUID()}`, await saved(video.subtitles), "text/vtt"),
          language: video.language ?? null,
        };
  const prepared = {
    source: { kind: "upload" as const, filename: "talk.mp4", bytes: media.bytes, sha256: media.sha256 },
    media,
    normalised: "original" as const,
    duration_seconds: video.seconds,
    width: 64,
    height: 64,
    fps: 10,
    has_audio: video.hasAudio ?? true,
    subtitles,
    tools: {},
  };
  const upload = { ...prepared.source, upload_id: randomUUID(), key: media.key };
  const stage = createAudioTranscriber(audioTranscriberSettings.parse(settings));
  const input = { job_id: randomUUID(), run: 1, source: upload, options: jobOptions.parse(options) };
  const result = transcription.parse(await stage.run({ ...input, outputs: { video_downloader: prepared } }, context));
  return { result, heard: await context.readJson(result.transcript, transcript) };
}

async function saved(text: string): Promise<string> {
  const file = path.join(root, "subtitles.vtt");
  await writeFile(file, text);
  return file;
}

const withoutPocketsphinx = { pocketsphinx: { enabled: false } };
const texts = (heard: Transcript): string[] => heard.words.map(({ text }) => text);

describe("pocketsphinx", () => {
  it("hears the words within a tenth of a second of when they are spoken", async () => {
    context.progressSeen.length = 0;
    const { result, heard } = await listen(talk);
    expect(result).toMatchObject({ engine: "pocketsphinx", language: "en", draft: false, note: null });
    expect(result.word_count).toBe(heard.words.length);
    const found = talk.spoken.filter(({ text, start }) =>
      heard.words.some((word) => word.text === text && Math.abs(word.start - start) < 0.1),
    );
    // Single words out of context are hard to tell; most are right, and those are in time.
    expect(found.length).toBeGreaterThan(talk.spoken.length * 0.6);
    const late = heard.words.filter(
      (word) => !talk.spoken.some(({ start, end }) => word.start > start - 0.1 && word.end < end + 0.1),
    );
    expect(late).toEqual([]);
    expect(context.progressSeen).toEqual(context.progressSeen.toSorted((a, b) => a - b));
    expect(context.progressSeen.at(-1)).toBeCloseTo(1);
  });

  it("makes sentences at the long pause, and tells the silences", async () => {
    const { heard } = await listen(talk);
    const pause = talk.spoken.findIndex(({ text }) => text === "ready");
    const [ready, the] = [talk.spoken[pause], talk.spoken[pause + 1]];
    const longest = heard.silences.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0];
    expect(longest?.start).toBeCloseTo(ready?.end ?? 0, 1);
    expect(longest?.end).toBeCloseTo(the?.start ?? 0, 1);
    expect(heard.sentences.length).toBeGreaterThanOrEqual(2);
    expect(heard.sentences.some(({ start, end }) => start < (ready?.end ?? 0) && end > (the?.start ?? 0))).toBe(false);
  });

  it("marks what it did not understand as a draft", async () => {
    const { result } = await listen(talk, { draftBelow: 0.99 });
    expect(result.mean_confidence).toBeGreaterThan(0.3);
    expect(result.draft).toBe(true);
  });

  it("has nothing to say in a language that it does not know", async () => {
    const { result, heard } = await listen(talk, {}, { language: "de" });
    expect(result).toMatchObject({ engine: "none", word_count: 0, draft: false });
    expect(result.note).toContain("no models for the language de");
    expect(heard.words).toEqual([]);
  });

  it("tells at start what is missing", async () => {
    const good = createAudioTranscriber(audioTranscriberSettings.parse({}));
    await expect(good.selfTest(context.runTool)).resolves.toBeUndefined();
    const missing = [{ program: "no-such-program" }, { languageModel: "/nonexistent" }, { enabled: false }];
    for (const pocketsphinx of missing) {
      const stage = createAudioTranscriber(audioTranscriberSettings.parse({ pocketsphinx }));
      await expect(stage.selfTest(context.runTool)).rejects.toMatchObject({ code: "ENGINE_MISSING" });
    }
  });

  it("ends when it is aborted", async () => {
    const controller = new AbortController();
    const own = await createStageContext({ root: path.join(root, "aborted"), signal: controller.signal });
    const media = await own.store("media", talk.file, "video/mp4");
    const stage = createAudioTranscriber(audioTranscriberSettings.parse({}));
    const prepared = { media, duration_seconds: talk.seconds, has_audio: true, subtitles: null };
    const input = { options: jobOptions.parse({}), outputs: { video_downloader: prepared } };
    const run = stage.run(input as Parameters<typeof stage.run>[0], own);
    const reason = new Error("no longer wanted");
    setTimeout(() => controller.abort(reason), 300);
    await expect(run).rejects.toBe(reason);
  });
});

describe("where nothing is said", () => {
  it("a video without sound has an empty transcript", async () => {
    const file = await makeFilm(context, path.join(root, "mute.mp4"), { silent: true, seconds: 2 });
    const { result, heard } = await listen({ file, seconds: 2, hasAudio: false });
    expect(result).toMatchObject({ engine: "none", word_count: 0, mean_confidence: null, draft: false });
    expect(heard).toEqual({ language: null, words: [], sentences: [], silences: [] });
  });

  it("silence has an empty transcript", async () => {
    const { file, seconds } = await makeSpeech(context, root, "silence", [5]);
    const { result, heard } = await listen({ file, seconds });
    expect(result).toMatchObject({ engine: "none", word_count: 0, note: "The sound is silent." });
    expect(heard.silences).toEqual([{ start: 0, end: expect.closeTo(5, 0) }]);
  });
});

describe("subtitles", () => {
  const cues =
    "WEBVTT\n\n00:00.500 --> 00:04.800\nPeople wait until they feel ready.\n\n00:04.900 --> 00:09.000\nThe best way to learn a new language\n";

  it("come first, word for word, over what sounds", async () => {
    const { result, heard } = await listen({ ...talk, subtitles: cues, language: "en" });
    expect(result).toMatchObject({ engine: "subtitles", language: "en", mean_confidence: null, draft: false });
    expect(texts(heard)).toEqual("People wait until they feel ready. The best way to learn a new language".split(" "));
    expect(heard.sentences.map(({ text }) => text)).toEqual([
      "People wait until they feel ready.",
      "The best way to learn a new language",
    ]);
    const first = heard.words[0];
    expect(first?.start).toBeCloseTo(talk.spoken[0]?.start ?? 0, 1);
  });

  it("in another language than wanted are passed over, and so are those without words", async () => {
    answers = [
      { status: 200, body: { text: "Bonjour" } },
      { status: 200, body: { text: "Hello" } },
    ];
    const openai = { baseUrl: `${url}/v1` };
    const other = await listen({ ...talk, subtitles: cues, language: "en" }, { openai }, { language: "fr" });
    expect(other.result).toMatchObject({ engine: "openai", note: "The subtitles are in en." });
    const empty = await listen({ ...talk, subtitles: "WEBVTT\n\n00:01.000 --> 00:02.000\n[Music]\n" }, { openai });
    expect(empty.result).toMatchObject({ engine: "openai", note: expect.stringContaining("hold no words") });
  });
});

describe("a transcription API", () => {
  const openai = () => ({ baseUrl: `${url}/v1/`, apiKey: "the-key", model: "model-1" });
  const hello = {
    text: "Hello there.",
    language: "english",
    words: [
      { word: "hello", start: 0.7, end: 0.9 },
      { word: "there", start: 1.2, end: 1.4 },
    ],
    segments: [{ text: " Hello there.", start: 0.7, end: 1.4, avg_logprob: -0.2 }],
  };

  it("is sent a WAV file and told what is wanted", async () => {
    answers = [{ status: 200, body: hello }];
    const { result, heard } = await listen(talk, { openai: openai() }, { language: "en" });
    expect(result).toMatchObject({ engine: "openai", engine_version: "model-1", language: "en", word_count: 2 });
    expect(texts(heard)).toEqual(["Hello", "there."]);
    const { path: asksFor, authorization, body } = asked[0] ?? { path: "", authorization: "", body: "" };
    expect([asksFor, authorization]).toEqual(["/v1/audio/transcriptions", "Bearer the-key"]);
    for (const [name, value] of [
      ["model", "model-1"],
      ["response_format", "verbose_json"],
      ["language", "en"],
    ]) {
      expect(body).toContain(`name="${name}"\r\n\r\n${value}\r\n`);
    }
    expect(body).toMatch(/filename="speech\.wav"\r\nContent-Type: audio\/wav\r\n\r\nRIFF....WAVEfmt /s);
  });

  it("is asked piece by piece, and again while it is busy", async () => {
    const busy = { status: 429, body: {}, headers: { "retry-after": "0.01" } };
    answers = [busy, { status: 200, body: hello }, { status: 200, body: hello }];
    const { heard } = await listen(talk, { openai: { ...openai(), pieceSeconds: 6 } });
    expect(asked).toHaveLength(3);
    expect(heard.words.length).toBe(4);
    expect(heard.words[2]?.start).toBeGreaterThan(3);
  });

  it.each([
    ["fails for good", { status: 503, body: {} }, "could not be reached"],
    ["refuses", { status: 400, body: { error: "no" } }, "status 400"],
    ["answers in another shape", { status: 200, body: { hello: 1 } }, "not understood"],
  ])("that %s gives way to the next engine, with a note", async (_what, answer, note) => {
    answers = [answer, answer, answer];
    const { result } = await listen(talk, { openai: openai() });
    expect(result).toMatchObject({ engine: "pocketsphinx", note: expect.stringContaining(note) });
  });

  it("that is the only engine and fails, fails the step, which may be tried again", async () => {
    const run = listen(talk, { openai: { baseUrl: "http://127.0.0.1:9/v1" }, ...withoutPocketsphinx });
    await expect(run).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE", retryable: true });
  });
});

describe("a whisper.cpp server", () => {
  it("is asked at its own address, and its tokens become words", async () => {
    const words = [
      { word: " Peo", start: 0.7, end: 0.8, probability: 0.9 },
      { word: "ple", start: 0.8, end: 1, probability: 0.8 },
    ];
    const segments = [{ text: " People", start: 0.5, end: 1.2, words }];
    answers = [{ status: 200, body: { text: " People", language: "english", segments } }];
    const { result, heard } = await listen(talk, { whisper: { serverUrl: url }, ...withoutPocketsphinx });
    expect(asked[0]?.path).toBe("/inference");
    expect(result).toMatchObject({ engine: "whisper", language: "en", mean_confidence: 0.8 });
    expect(texts(heard)).toEqual(["People"]);
  });
});
