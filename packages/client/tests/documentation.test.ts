import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { freshMsOf } from "@agentos/client/data/domains";
import { sectionNames } from "@agentos/contracts/snapshot/section-names";
import { pagedSections } from "@agentos/contracts/snapshot/section-queries";
import { expect, it } from "vitest";

const examples = path.resolve(import.meta.dirname, "../examples");
const documentation = readFileSync(path.resolve(import.meta.dirname, "../../../docs/client.md"), "utf8");

it.each(readdirSync(examples))("docs/client.md has the example %s as it is", (name) => {
  expect(documentation).toContain(`\`\`\`ts\n${readFileSync(path.join(examples, name), "utf8")}\`\`\``);
});

it("docs/client.md says for how long each section is fresh", () => {
  const told = new Map<string, number>();
  for (const [, count, unit, names] of documentation.matchAll(/^\| \w+ +\| (\d+) (s|h) +\| (.*)\|$/gm)) {
    const seconds = Number(count) * (unit === "h" ? 3600 : 1);
    for (const [, name = ""] of (names ?? "").matchAll(/`(\w+)`/g)) told.set(name, seconds);
  }
  const all = new Set([...sectionNames, ...pagedSections]);
  expect(told).toEqual(new Map([...told.keys()].map((name) => [name, freshMsOf(name as never) / 1000])));
  expect(new Set(told.keys())).toEqual(all);
});
