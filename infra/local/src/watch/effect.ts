import path from "node:path";
import type { WorkspacePackage } from "./workspace.ts";

/** What has to be done for a change of sources to be seen. */
export type Effect = {
  /** Services whose processes run what has changed. */
  services: ReadonlySet<string>;
  /** A migration has changed. */
  schema: boolean;
  /** What a browser app is built from has changed. */
  apps: boolean;
};

const isTest = /\.test\.tsx?$/;
const isMigration = /\/migrations\/[^/]+\.sql$/;

/** What follows from changes of files, given by their paths in the checkout. Tests change nothing that runs. */
export function effectOf(files: readonly string[], workspace: readonly WorkspacePackage[]): Effect {
  const relevant = files.filter((file) => !isTest.test(file));
  const changed = new Set(relevant.flatMap((file) => ownerOf(file, workspace)));
  const runs = (one: WorkspacePackage): boolean =>
    reach(one.needs, workspace, one.name).some((name) => changed.has(name));
  const isBuilt = (one: WorkspacePackage): boolean =>
    one.folder.endsWith("-ui") && reach(one.buildsWith, workspace, one.name).some((name) => changed.has(name));
  const services = workspace.filter(({ folder }) => folder.startsWith("services/"));
  return {
    services: new Set(services.filter((one) => runs(one) || isBuilt(one)).map(({ folder }) => path.basename(folder))),
    schema: relevant.some((file) => isMigration.test(file)),
    apps: services.some(isBuilt),
  };
}

function ownerOf(file: string, workspace: readonly WorkspacePackage[]): string[] {
  return workspace.filter(({ folder }) => file.startsWith(`${folder}/`)).map(({ name }) => name);
}

/** A package and all that it needs, however far away. */
function reach(needs: readonly string[], workspace: readonly WorkspacePackage[], self: string): string[] {
  const reached = new Set([self]);
  const next = [...needs];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    next.push(...(workspace.find((one) => one.name === name)?.needs ?? []));
  }
  return [...reached];
}
