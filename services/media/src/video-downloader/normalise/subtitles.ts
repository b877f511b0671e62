import { stat } from "node:fs/promises";
import { allowedDecoders, mediaInput } from "../../ffmpeg/input-args.ts";
import type { ProbedStream } from "../../ffmpeg/probe.ts";
import { runFfmpeg, type Tools } from "../../ffmpeg/run.ts";
import type { Inspection } from "../judge/inspect.ts";

const textCodecs: ReadonlySet<string> = new Set(allowedDecoders.subtitles);
/** A file with the header alone has no cue. */
const headerBytes = 16;

/** The text stream that fits: in the wanted language (`auto` for any), not of forced lines only, the default one first. */
export function chooseSubtitles(streams: readonly ProbedStream[], language: string): ProbedStream | undefined {
  const wanted = language.slice(0, 2);
  return streams
    .filter((stream) => stream.codec_type === "subtitle" && textCodecs.has(stream.codec_name ?? ""))
    .filter((stream) => stream.disposition["forced"] !== 1)
    .filter((stream) => language === "auto" || (languageOf(stream)?.startsWith(wanted) ?? true))
    .toSorted((a, b) => (b.disposition["default"] ?? 0) - (a.disposition["default"] ?? 0))[0];
}

/** The language of a stream as a short tag, or null where the file does not tell. */
export function languageOf(stream: ProbedStream): string | null {
  const tag = stream.tags["language"];
  if (tag === undefined || tag === "und") return null;
  return shortTags[tag] ?? tag;
}

/** Three-letter tags of containers, as two letters. */
const shortTags: Record<string, string> = {
  eng: "en",
  deu: "de",
  ger: "de",
  fra: "fr",
  fre: "fr",
  spa: "es",
  ita: "it",
  por: "pt",
  nld: "nl",
  dut: "nl",
  pol: "pl",
  rus: "ru",
  ukr: "uk",
  tur: "tr",
  ara: "ar",
  hin: "hi",
  jpn: "ja",
  kor: "ko",
  zho: "zh",
  chi: "zh",
  swe: "sv",
};

/** Writes a text stream as WebVTT; tells whether there was anything in it. A stream that cannot be read is as good as none. */
export async function extractSubtitles(
  tools: Tools,
  { file }: Inspection,
  stream: ProbedStream,
  target: string,
): Promise<boolean> {
  const args = [...mediaInput(file), "-map", `0:${stream.index}`, "-c:s", "webvtt", "-f", "webvtt", target];
  const { exitCode } = await runFfmpeg(tools, args);
  return exitCode === 0 && (await stat(target)).size > headerBytes;
}
