// Advance widths of Montserrat ExtraBold in multiples of its em, rounded up by class of letter.
const narrow = new Set("iIjl.,:;'’‘!|()[] -·");
const half = new Set('tfr1“”"*/');
const wide = new Set("mwMWOQD@%—…");

/** Estimated width of a text in the captions' font, in multiples of its em; rather too much than too little. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (narrow.has(character)) return 0.36;
  if (half.has(character)) return 0.5;
  if (wide.has(character)) return 1.02;
  // Marks that sit on the letter before, and joiners, take no room of their own.
  if (/^[\p{M}\p{Cf}]$/u.test(character)) return 0;
  if (isFullWidth(character)) return 1.05;
  if (/^[a-z]$/.test(character)) return 0.67;
  return /^[A-Z\d]$/.test(character) ? 0.78 : 0.92;
}

/** Chinese, Japanese and Korean writing, and emoji. */
export function isFullWidth(character: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]$/u.test(
    character,
  );
}

/** The words of a line; writing without spaces between words is joined without them. */
export function joinWords(words: readonly string[]): string {
  let line = "";
  for (const word of words) {
    const spaced = line !== "" && !(isIdeographic(line.at(-1) ?? "") && isIdeographic(word.charAt(0)));
    line += (spaced ? " " : "") + word;
  }
  return line;
}

function isIdeographic(character: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。！？]$/u.test(character);
}
