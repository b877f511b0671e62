import { faults, type Verdict } from "./finding.ts";

/** A verdict in words, one line each. */
export function report({ whole, findings, entries, first, last, heads, confirmed, uncovered }: Verdict): string {
  const walked =
    entries === 0 ? "no entries" : `entries ${first} to ${last} (${entries}), ${heads} signed heads compared`;
  const broken = findings.map(({ fault, says }) => `${fault}: ${says} (${faults[fault]})`);
  const tail =
    uncovered === 0 ? "every entry is under a signed head" : `the last ${uncovered} are under no signed head yet`;
  return [walked, ...(whole ? [`whole; ${tail}`] : [...broken, `confirmed: as far as entry ${confirmed}`])].join("\n");
}
