import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { catalogue, type ProgramEntry, type ProgramName } from "./catalogue.ts";

/** Where the executables of a program are, by the first of their names: `{ initdb: "/usr/lib/…/initdb", … }`. */
export type FoundProgram = Record<string, string>;

/** Looks a program up on the machine; undefined when any part of it is missing. `searchPath` has the form of PATH. */
export function findProgram(name: ProgramName, searchPath: string): FoundProgram | undefined {
  return findIn(catalogue[name], searchPath);
}

/** The same for an entry that is not of the catalogue. */
export function findIn(entry: ProgramEntry, searchPath: string): FoundProgram | undefined {
  const folders = [...searchPath.split(":"), ...(entry.folders ?? []).flatMap(expandVersions)].filter(Boolean);
  const found: FoundProgram = {};
  for (const names of entry.executables) {
    const file = firstExecutable(folders, names);
    if (file === undefined) return undefined;
    found[names[0] as string] = file;
  }
  return (entry.files ?? []).every((file) => existsSync(file)) ? found : undefined;
}

function firstExecutable(folders: readonly string[], names: readonly string[]): string | undefined {
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A pattern with a version in it, as the folders that are there, highest version first. */
function expandVersions(pattern: string): string[] {
  const [before, after] = pattern.split("*");
  if (before === undefined || after === undefined) return [pattern];
  const parent = path.dirname(`${before}x`);
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .map((name) => path.join(parent, name))
    .filter((folder) => folder.startsWith(before))
    .toSorted((a, b) => b.localeCompare(a, "en", { numeric: true }))
    .map((folder) => folder + after);
}
