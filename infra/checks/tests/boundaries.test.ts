import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../../..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "boundaries-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Names of the rules that a source tree breaks. */
async function broken(files: Record<string, string>): Promise<string[]> {
  const tree = mkdtempSync(path.join(folder, "tree-"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), text);
  }
  const config = path.join(root, "dependency-cruiser.config.mjs");
  const args = ["--config", config, "--output-type", "json", "."];
  const { stdout } = await run(path.join(root, "node_modules/.bin/depcruise"), args, { cwd: tree }).catch(
    // Its exit code is the number of errors.
    (error: { stdout: string }) => error,
  );
  const report = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(report.summary.violations.map(({ rule }) => rule.name))].toSorted();
}

const one = "export const one = 1;\n";

it("allows what is meant to be", async () => {
  const files = {
    "packages/kit/src/one.ts": one,
    "services/jobs/src/main.ts":
      'import { one } from "../../../packages/kit/src/one.ts";\nexport const two = one + 1;\n',
    "infra/local/src/host.ts": 'export { two } from "../../../services/jobs/src/main.ts";\n',
  };
  expect(await broken(files)).toEqual([]);
});

it("keeps packages from services, and services from each other", async () => {
  const service = { "services/jobs/src/one.ts": one };
  const use = 'export { one } from "../../../services/jobs/src/one.ts";\n';
  expect(await broken({ ...service, "packages/kit/src/x.ts": use })).toEqual(["package-imports-no-service"]);
  expect(await broken({ ...service, "services/media/src/x.ts": use })).toEqual(["service-imports-no-service"]);
  expect(await broken({ ...service, "infra/checks/src/x.ts": use })).toEqual([
    "only-the-local-start-composes-services",
  ]);
});

it("keeps contracts to themselves", async () => {
  const files = {
    "packages/kit/src/one.ts": one,
    "packages/contracts/src/x.ts": 'export { one } from "../../kit/src/one.ts";\n',
    "packages/contracts/src/y.ts": 'export { readFile } from "node:fs";\n',
  };
  expect(await broken(files)).toEqual(["contracts-import-zod-alone"]);
});

it("keeps the test kit out of the product", async () => {
  const use = 'export { one } from "../../../packages/testkit/src/one.ts";\n';
  const kit = { "packages/testkit/src/one.ts": one };
  expect(await broken({ ...kit, "services/jobs/src/x.ts": use })).toEqual(["test-code-stays-in-tests"]);
  expect(await broken({ ...kit, "services/jobs/src/x.test.ts": use })).toEqual([]);
});

it("finds cycles, also of types alone, imports of nothing, and places for everything", async () => {
  const cycle = {
    "packages/kit/src/a.ts": 'import type { B } from "./b.ts";\nexport type A = { b: B };\n',
    "packages/kit/src/b.ts": 'import type { A } from "./a.ts";\nexport type B = { a?: A };\n',
  };
  expect(await broken(cycle)).toEqual(["no-cycle"]);
  expect(await broken({ "packages/kit/src/a.ts": 'import "./gone.ts";\n' })).toEqual(["resolvable"]);
  const common = { "packages/kit/src/utils.ts": one, "packages/kit/src/a.ts": 'export { one } from "./utils.ts";\n' };
  expect(await broken(common)).toEqual(["no-common-place"]);
});
