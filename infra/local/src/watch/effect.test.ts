import { expect, it } from "vitest";
import { effectOf } from "./effect.ts";
import type { WorkspacePackage } from "./workspace.ts";

const one = (folder: string, needs: string[] = [], buildsWith: string[] = []): WorkspacePackage => ({
  name: `@x/${folder.split("/")[1]}`,
  folder,
  needs,
  buildsWith,
});
const workspace = [
  one("packages/contracts"),
  one("packages/stage-kit", ["@x/contracts"]),
  one("packages/client", ["@x/contracts"]),
  one("packages/testkit", ["@x/contracts"]),
  one("services/jobs", ["@x/contracts"], ["@x/testkit"]),
  one("services/media", ["@x/stage-kit"]),
  one("services/upload-ui", [], ["@x/client"]),
];
const effect = (...files: string[]) => {
  const { services, ...rest } = effectOf(files, workspace);
  return { services: [...services], ...rest };
};

it("reaches the services that run what has changed, however far away it is", () => {
  expect(effect("services/jobs/src/main.ts")).toEqual({ services: ["jobs"], schema: false, apps: false });
  expect(effect("packages/stage-kit/src/worker.ts").services).toEqual(["media"]);
  expect(effect("packages/contracts/src/errors.ts").services).toEqual(["jobs", "media", "upload-ui"]);
});

it("builds the apps when what they are made of has changed", () => {
  expect(effect("services/upload-ui/app/main.tsx")).toEqual({ services: ["upload-ui"], schema: false, apps: true });
  expect(effect("packages/client/src/client.ts")).toEqual({ services: ["upload-ui"], schema: false, apps: true });
});

it("migrates when a migration has changed", () => {
  expect(effect("services/jobs/src/db/migrations/0002_more.sql")).toEqual({
    services: ["jobs"],
    schema: true,
    apps: false,
  });
});

it("leaves everything alone for tests and for what nothing runs", () => {
  expect(effect("services/jobs/src/rules.test.ts", "packages/testkit/src/stack.ts", "docs/running.md")).toEqual({
    services: [],
    schema: false,
    apps: false,
  });
});
