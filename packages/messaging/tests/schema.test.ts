import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { schemaOwners } from "@agentos/contracts/services";
import { repositoryRoot } from "@agentos/testkit/servers/migrate";
import { expect, it } from "vitest";

const text = readFileSync(path.join(import.meta.dirname, "../src/schema/wake-relay.sql"), "utf8");

it.each(schemaOwners)("%s wakes its relay as it is said here", (owner) => {
  const folder = path.join(repositoryRoot, "services", owner, "src/db/migrations");
  const file = readdirSync(folder).find((name) => name.endsWith("_wake_relay.sql"));
  expect(readFileSync(path.join(folder, file ?? ""), "utf8")).toBe(text);
});
