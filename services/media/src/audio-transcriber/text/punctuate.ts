import type { Word } from "@agentos/contracts/stages/audio-transcriber";

/** How far ahead a word is looked for in the text. */
const reach = 6;

/**
 * Gives words the case and punctuation that they have in the full text. Engines that tell times of words tell them bare; a
 * word that is not found in the text stays as it is.
 */
export function punctuate(words: readonly Word[], text: string): Word[] {
  const tokens = text.split(/\s+/).filter((token) => token !== "");
  let next = 0;
  return words.map((word) => {
    const bare = bareOf(word.text);
    const offset = tokens.slice(next, next + reach).findIndex((token) => bareOf(token) === bare);
    if (bare === "" || offset === -1) return word;
    next += offset + 1;
    return { ...word, text: tokens[next - 1] ?? word.text };
  });
}

function bareOf(token: string): string {
  return token.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}
