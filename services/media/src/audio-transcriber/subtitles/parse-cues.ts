import * as captions from "media-captions";

/** Lines that are shown together; seconds. */
export type Cue = { start: number; end: number; lines: string[] };

// The package's own declarations name their parts without an extension, which Node's rules cannot resolve.
const { parseText } = captions as unknown as {
  parseText(
    text: string,
    options: { type: "vtt" | "srt"; strict: boolean; errors: boolean },
  ): Promise<{ cues: { startTime: number; endTime: number; text: string }[] }>;
};

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", nbsp: " ", quot: '"', lrm: "", rlm: "" };

/**
 * Reads WebVTT or SubRip; what is malformed is left out. Marks that are not spoken go: tags, styles, sounds in brackets, music
 * notes, and lines that a rolling caption repeats from the one before.
 */
export async function parseCues(text: string): Promise<Cue[]> {
  const type = /^\uFEFF?WEBVTT/.test(text) ? "vtt" : "srt";
  const { cues } = await parseText(text, { type, strict: false, errors: false });
  const read = cues
    .filter(({ startTime, endTime }) => startTime >= 0 && endTime > startTime)
    .toSorted((a, b) => a.startTime - b.startTime)
    .map(({ startTime, endTime, text: body }) => ({ start: startTime, end: endTime, lines: spokenLines(body) }));
  let shown: string[] = [];
  const fresh = read.map((cue) => {
    const lines = cue.lines.filter(
      (line, index) => line !== shown[shown.length - cue.lines.length + index] && line !== shown.at(-1),
    );
    shown = cue.lines;
    return { ...cue, lines };
  });
  return fresh.filter(({ lines }) => lines.length > 0);
}

function spokenLines(body: string): string[] {
  return body
    .split("\n")
    .map(spoken)
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
}

function spoken(line: string): string {
  return line
    .replaceAll(/<[^>]*>|\{[^}]*\}/g, "")
    .replaceAll(/\[[^\]]*\]|\([^)]*\)|[♪♫#]/g, " ")
    .replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/^\s*(-|–|>>+)\s*/, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
