import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { exportedChain } from "./export/exported-chain.ts";
import { readKeySet } from "./heads/heads-folder.ts";
import { report } from "./verify/report.ts";
import { verify } from "./verify/verify.ts";

/**
 * Verifies an export, without the database: `node services/audit/src/verify-export.ts <folder> [--keys public-keys.json]`. With
 * keys from elsewhere it also shows who has made it. Exits with 1 when it is broken.
 */
const { values, positionals } = parseArgs({ options: { keys: { type: "string" } }, allowPositionals: true });
const [folder] = positionals;
if (folder === undefined) throw new TypeError("Which folder?");
const trusted = values.keys === undefined ? undefined : readKeySet(await readFile(values.keys, "utf8"));
const source = await exportedChain(folder, trusted);
const verdict = await verify(source);
const keys = `keys: ${[...source.keys.keys()].join(", ")}${trusted ? "" : " (of the export itself: compare them)"}`;
process.stdout.write(`${report(verdict)}\n${keys}\n`);
if (!verdict.whole) process.exitCode = 1;
