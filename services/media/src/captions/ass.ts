import { readFile } from "node:fs/promises";
import { stepsOf, type CaptionStep } from "./highlight.ts";
import { lineHeight, type CaptionLayout } from "./layout.ts";
import { layPages, widthOf, type CaptionPage } from "./pages.ts";
import { joinWords } from "./text-width.ts";
import type { ClipWord } from "./timed-words.ts";

export type CaptionStyle = "highlight" | "plain";

// ASS writes colours as blue, green, red.
const spokenColour = "{\\1c&H0AD6FF&}";
const plainColour = "{\\1c&HFFFFFF&}";
const unseen = "{\\alpha&HFF&}";

/**
 * An ASS file (Advanced SubStation Alpha v4+) of a clip's words. `highlight`: an event per word, in which the spoken
 * word is coloured and those to come take their room unseen; `plain`: an event per page. `fontFamily` as libass finds it.
 */
export async function writeAss(
  words: readonly ClipWord[],
  layout: CaptionLayout,
  style: CaptionStyle,
  fontFamily: string,
): Promise<string> {
  const template = await readFile(new URL("caption.ass", import.meta.url), "utf8");
  const values: Record<string, string | number> = {
    width: layout.width,
    height: layout.height,
    font: fontFamily,
    size: Math.round(layout.em * lineHeight),
    outline: layout.outline,
    shadow: layout.shadow,
    side: layout.side,
    bottom: layout.bottom,
  };
  const head = template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ""));
  const events = layPages(words, layout.pages).flatMap((page) =>
    style === "plain" ? [plainEvent(page, layout)] : stepsOf(page).map((step) => stepEvent(page, step, layout)),
  );
  return `${head.trimEnd()}\n${events.join("\n")}\n`;
}

function plainEvent(page: CaptionPage, layout: CaptionLayout): string {
  const lines = page.lines.map((line) => joinWords(line.map((word) => escapeAss(word.text))));
  return dialogue(page.start, page.end, shrinkToFit(page, layout) + lines.join("\\N"));
}

function stepEvent(page: CaptionPage, step: CaptionStep, layout: CaptionLayout): string {
  let index = -1;
  const lines = page.lines.map((line) => {
    const pieces = line.map((word) => {
      index += 1;
      const before = index === step.active.first ? spokenColour : "";
      // The colour ends with the word, before the space, and everything after the spoken words is unseen.
      const after = index === step.active.last ? plainColour + unseen : "";
      return before + escapeAss(word.text) + after;
    });
    return joinStyled(line, pieces);
  });
  return dialogue(step.start, step.end, shrinkToFit(page, layout) + lines.join("\\N"));
}

/** As `joinWords`, for pieces that carry marks-up around the words of `line`. */
function joinStyled(line: readonly ClipWord[], pieces: readonly string[]): string {
  return pieces.reduce((text, piece, i) => {
    const [before, here] = [line[i - 1]?.text ?? "", line[i]?.text ?? ""];
    const space = i > 0 && joinWords([before, here]) !== before + here ? " " : "";
    return text + space + piece;
  }, "");
}

/** A word that is wider than the frame is drawn smaller. */
function shrinkToFit(page: CaptionPage, layout: CaptionLayout): string {
  const widest = Math.max(...page.lines.map(widthOf));
  if (widest <= layout.pages.lineWidth) return "";
  const percent = Math.max(20, Math.floor((100 * layout.pages.lineWidth) / widest));
  return `{\\fscx${percent}\\fscy${percent}}`;
}

function dialogue(start: number, end: number, text: string): string {
  return `Dialogue: 0,${assTime(start)},${assTime(end)},Caption,,0,0,0,,${text}`;
}

/** Seconds as h:mm:ss.cc; the same moment always gives the same text, so that events meet without a gap. */
export function assTime(seconds: number): string {
  const total = Math.max(0, Math.round(seconds * 100));
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${Math.floor(total / 360_000)}:${two(Math.floor(total / 6000) % 60)}:${two(Math.floor(total / 100) % 60)}.${two(total % 100)}`;
}

// libass draws no coloured glyphs: an emoji would be an empty box.
const emoji = /\p{Emoji_Presentation}(?:\u200d|\ufe0f|\p{Emoji_Modifier}|\p{Emoji_Presentation})*/gu;

/** Text that libass draws as it is: a word joiner after a backslash keeps it from starting a command. */
export function escapeAss(text: string): string {
  return text
    .replace(emoji, "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replaceAll("\\", "\\\u2060")
    .replaceAll("{", "\\{")
    .replaceAll("}", "\\}");
}
