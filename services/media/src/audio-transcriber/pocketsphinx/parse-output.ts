import type { Word } from "@agentos/contracts/stages/audio-transcriber";

/** A line `word start end posterior`; a line of the recognised text alone has no numbers. */
const wordLine = /^(\S+) (\d+(?:\.\d+)?) (\d+(?:\.\d+)?) (\d+(?:\.\d+)?(?:e[-+]?\d+)?)$/;
/** Silence, sentence borders and noises, by the marks of the dictionaries. */
const filler = /^(<.*>|\[.*\]|\+\+.*\+\+)$/;

/** Reads a line of `pocketsphinx_continuous -time yes`; undefined for anything but a word. */
export function parseWordLine(line: string, offset: number): Word | undefined {
  const [, name = "", start, end, posterior] = wordLine.exec(line.trim()) ?? [];
  if (name === "" || filler.test(name)) return undefined;
  // The dictionary numbers the ways in which a word is pronounced.
  const text = name.replace(/\(\d+\)$/, "");
  // Rounding in the log domain makes posteriors slightly larger than one.
  const confidence = Math.min(1, Number(posterior));
  return { text, start: offset + Number(start), end: offset + Number(end) + frameSeconds, confidence };
}

/** The end is told as the start of the last frame. */
const frameSeconds = 0.01;
