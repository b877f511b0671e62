import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "@agentos/testkit/servers/migrate";
import { expect, it } from "vitest";

const text = readFileSync(path.join(import.meta.dirname, "../src/schema/long-operations.sql"), "utf8");

it.each(["audit", "fleet", "system"])("%s has the table of long actions as it is said here", (owner) => {
  const folder = path.join(repositoryRoot, "services", owner, "src/db/migrations");
  const file = readdirSync(folder).find((name) => name.endsWith("_long_operations.sql"));
  expect(readFileSync(path.join(folder, file ?? ""), "utf8")).toBe(text);
});
