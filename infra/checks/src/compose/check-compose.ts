import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { stageNames } from "@agentos/contracts/stages/stages";
import { parse } from "yaml";
import { z } from "zod";
import { oneFailed, onePassed, type Check } from "../check.ts";
import { repositoryRoot } from "../config.ts";
import { composeFile } from "./compose-file.ts";
import { findingsOf } from "./findings.ts";

const file = "infra/compose/compose.yaml";

/** The compose file parses, has the form of one, and starts every service of the workspace. */
export const composeCheck: Check = {
  name: "compose",
  async run() {
    const findings = checkComposeFile(repositoryRoot);
    for (const finding of findings) console.error(`${file}: ${finding}`);
    return findings.length === 0 ? onePassed : oneFailed;
  },
};

/** What is wrong with the compose file of a checkout. */
export function checkComposeFile(root: string): string[] {
  // The limit of aliases is against strangers' files; ours has some for each container.
  const document: unknown = parse(readFileSync(path.join(root, file), "utf8"), { merge: true, maxAliasCount: -1 });
  const parsed = composeFile.safeParse(withoutExtensions(document));
  if (!parsed.success) return [z.prettifyError(parsed.error)];
  const services = readdirSync(path.join(root, "services")).filter((name) =>
    existsSync(path.join(root, "services", name, "package.json")),
  );
  const exists = (relative: string): boolean => existsSync(path.join(root, relative));
  return findingsOf(parsed.data, { services, stages: stageNames, exists });
}

/** Top-level `x-` entries are fragments to refer to. */
function withoutExtensions(document: unknown): unknown {
  const entries = Object.entries(z.record(z.string(), z.unknown()).parse(document));
  return Object.fromEntries(entries.filter(([name]) => !name.startsWith("x-")));
}
