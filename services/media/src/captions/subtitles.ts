import { layPages, type CaptionPage, type PageRules } from "./pages.ts";
import { joinWords } from "./text-width.ts";
import type { ClipWord } from "./timed-words.ts";

/** Lines of about forty letters that stay long enough to be read. */
const subtitleRules: PageRules = { lineWidth: 24, maxLines: 2, maxWords: 14, pause: 0.7, hold: 0.5, maxSeconds: 6 };

/** The words of a clip as SubRip; times from the clip's start. */
export function writeSrt(words: readonly ClipWord[]): string {
  const cues = layPages(words, subtitleRules).map(
    (page, i) => `${i + 1}\n${timing(page, ",")}\n${linesOf(page, plainArrow).join("\n")}\n`,
  );
  return cues.join("\n");
}

/** The words of a clip as WebVTT (W3C); times from the clip's start. */
export function writeVtt(words: readonly ClipWord[]): string {
  const cues = layPages(words, subtitleRules).map(
    (page) => `${timing(page, ".")}\n${linesOf(page, escapeVtt).join("\n")}\n`,
  );
  return ["WEBVTT\n", ...cues].join("\n");
}

function linesOf(page: CaptionPage, escape: (text: string) => string): string[] {
  return page.lines.map((line) => escape(joinWords(line.map((word) => word.text))));
}

function timing(page: CaptionPage, mark: "," | "."): string {
  return `${clockTime(page.start, mark)} --> ${clockTime(page.end, mark)}`;
}

function clockTime(seconds: number, mark: "," | "."): string {
  const total = Math.max(0, Math.round(seconds * 1000));
  const two = (n: number): string => String(n).padStart(2, "0");
  const clock = [Math.floor(total / 3_600_000), Math.floor(total / 60_000) % 60, Math.floor(total / 1000) % 60];
  return `${clock.map(two).join(":")}${mark}${String(total % 1000).padStart(3, "0")}`;
}

/** An arrow in the text would be read as a timing line. */
function plainArrow(text: string): string {
  return text.replaceAll("-->", "→");
}

function escapeVtt(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
