const spelled: Readonly<Record<string, string>> = {
  id: "ID",
  ids: "IDs",
  ip: "IP",
  pid: "process ID",
  fps: "FPS",
  crf: "CRF",
  csv: "CSV",
  json: "JSON",
  ndjson: "NDJSON",
  ms: "milliseconds",
};

/** A name of the contracts in words: `for_seconds` → `For seconds`, `maxFps` → `Max FPS`, `last_7_days` → `Last 7 days`. */
export function wordsOf(name: string): string {
  const parts = name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .split(/[_\s-]+/)
    .filter((part) => part !== "")
    .map((part) => part.toLowerCase());
  return startSentence(parts.map((part) => spelled[part] ?? part).join(" "));
}

/** A value of a list in words. Names with a dot or a slash are addresses that people know as they are. */
export function wordsOfValue(value: unknown): string {
  if (value === true) return "Yes";
  if (value === false) return "No";
  if (value === null) return "None";
  if (typeof value === "string" && value !== "") return /[./]/.test(value) ? value : wordsOf(value);
  return JSON.stringify(value) ?? "";
}

export function startSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 6 });

export function formatNumber(value: number): string {
  return numbers.format(value);
}
