/** English names of languages, in lower case, and their two-letter codes. */
const codes = new Map<string, string>();

/** The code of a language that an engine told as a code or by its English name; null for what is neither. */
export function languageCode(told: string | null | undefined): string | null {
  if (told === null || told === undefined || told === "") return null;
  const name = told.toLowerCase();
  if (/^[a-z]{2,3}(-[a-z]{2})?$/.test(name)) return name;
  if (codes.size === 0) fillCodes();
  return codes.get(name) ?? null;
}

function fillCodes(): void {
  const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
  const letters = "abcdefghijklmnopqrstuvwxyz";
  for (const first of letters) {
    for (const second of letters) {
      const name = names.of(first + second);
      if (name !== undefined) codes.set(name.toLowerCase(), first + second);
    }
  }
}
