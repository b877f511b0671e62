import { AppError } from "@agentos/contracts/errors";

const maxBytes = 255;
const traversal = /(^|[\\/])\.\.([\\/]|$)/;
/** Controls, line and paragraph separators, marks that turn or hide text (UAX #9, UTR #36), and lone surrogates. */
const invisible =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const spaces = /\p{Zs}+/gu;
const fallback = "video";

/**
 * The name under which people see a file again; nothing is ever opened by it. The folders in front of it, what is invisible
 * and what is longer than 255 bytes of UTF-8 are left out. Errors: VALIDATION_ERROR for a name that climbs (`..`) or holds a
 * NUL, which no honest client sends.
 */
export function displayName(given: string): string {
  const visible = given.replace(invisible, "").replace(spaces, " ");
  if (given.includes("\0") || traversal.test(visible)) {
    const details = [{ path: "filename", message: "must be a plain file name" }];
    throw new AppError("VALIDATION_ERROR", "This is not a file name. Send the name alone, without a path.", {
      details,
    });
  }
  const name = visible.normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  return shorten(name.trim()) || fallback;
}

/** Keeps the ending, by which people know what kind of file it is. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= maxBytes) return name;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? "";
  let kept = "";
  let left = maxBytes - Buffer.byteLength(ending);
  for (const character of name.slice(0, name.length - ending.length)) {
    left -= Buffer.byteLength(character);
    if (left < 0) break;
    kept += character;
  }
  return kept.trimEnd() + ending;
}
