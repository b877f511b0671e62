import type { SettingContract } from "@agentos/contracts/settings/setting-contract";
import { formatBytes } from "@agentos/ui/format/bytes";

const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 6 });

/** A setting's value for people: `10.7 GB`, `5 failures`, `60, 300 seconds`, `on for 50 % of users`. Undefined and null: a dash. */
export function valueWords(value: unknown, { unit }: Pick<SettingContract, "unit"> = {}): string {
  if (value === undefined || value === null) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return numberWords(value, unit);
  if (Array.isArray(value)) return listWords(value, unit);
  if (typeof value === "object") return groupWords(value as Record<string, unknown>, unit);
  return String(value as string);
}

function numberWords(value: number, unit = ""): string {
  if (unit.startsWith("bytes")) return `${formatBytes(value)}${unit.slice("bytes".length)}`;
  return `${numbers.format(value)} ${value === 1 ? unit.replace(/^(\w+)s\b/, "$1") : unit}`.trim();
}

function listWords(value: readonly unknown[], unit = ""): string {
  return value.length === 0 ? "none" : `${value.map((one) => valueWords(one)).join(", ")} ${unit}`.trim();
}

function groupWords(value: Record<string, unknown>, unit: string | undefined): string {
  if (typeof value["enabled"] === "boolean" && typeof value["percent"] === "number") {
    return value["enabled"] ? `on for ${value["percent"]} % of users` : "off";
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return "none";
  return entries.map(([name, part]) => `${name}: ${valueWords(part, unit === undefined ? {} : { unit })}`).join("; ");
}
