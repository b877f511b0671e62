import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** A package or a service of the workspace, and the others of it that its package.json names. */
export type WorkspacePackage = {
  name: string;
  /** `services/jobs` */
  folder: string;
  /** What it runs with. */
  needs: readonly string[];
  /** What it is built with. */
  buildsWith: readonly string[];
};

const dependencies = z.record(z.string(), z.string()).default({});
const manifest = z.object({ name: z.string(), dependencies, devDependencies: dependencies });

/** The packages and services of a checkout. */
export function readWorkspace(root: string): WorkspacePackage[] {
  return ["packages", "services"].flatMap((parent) =>
    readdirSync(path.join(root, parent))
      .map((name) => `${parent}/${name}`)
      .filter((folder) => existsSync(path.join(root, folder, "package.json")))
      .map((folder) => readPackage(root, folder)),
  );
}

function readPackage(root: string, folder: string): WorkspacePackage {
  const text = readFileSync(path.join(root, folder, "package.json"), "utf8");
  const read = manifest.parse(JSON.parse(text));
  return {
    name: read.name,
    folder,
    needs: Object.keys(read.dependencies),
    buildsWith: Object.keys(read.devDependencies),
  };
}
