import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { managerOwners } from "@agentos/contracts/messages/actions";
import { managersOf } from "@agentos/contracts/managers/managers";
import { repositoryRoot } from "@agentos/testkit/servers/migrate";
import { expect, it } from "vitest";

const shape = readFileSync(path.join(import.meta.dirname, "../src/schema/managers.sql"), "utf8");

it.each(managerOwners)("%s has the tables of managers as they are here", (owner) => {
  expect(managersOf(owner).length).toBeGreaterThan(0);
  const folder = path.join(repositoryRoot, "services", owner, "src/db/migrations");
  const file = readdirSync(folder).find((name) => name.endsWith("_managers.sql"));
  expect(readFileSync(path.join(folder, file ?? ""), "utf8")).toBe(shape);
});
