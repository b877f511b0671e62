import { aptInstall, canInstall } from "./apt.ts";
import { catalogue, type ProgramEntry, type ProgramName } from "./catalogue.ts";
import { findProgram, type FoundProgram } from "./find.ts";

export type Provided = {
  programs: Partial<Record<ProgramName, FoundProgram>>;
  /** Debian packages that were installed for it. */
  installed: string[];
  /** One sentence for each optional program that is missing. */
  warnings: string[];
};

export type ProvideOptions = {
  searchPath: string;
  /** Log of the package installation. */
  logFile: string;
  /** Called before a package installation, which can take minutes. */
  onInstall?: (packages: readonly string[]) => void;
};

/**
 * Finds programs on the machine, and installs those that are missing where that can be done (root on Debian or Ubuntu).
 * Errors: a sentence that says what to install.
 */
export async function provide(names: readonly ProgramName[], options: ProvideOptions): Promise<Provided> {
  const missing = names.filter((name) => !findProgram(name, options.searchPath));
  const packages = [...new Set(missing.flatMap((name) => catalogue[name].debianPackages))];
  if (packages.length > 0 && canInstall()) {
    options.onInstall?.(packages);
    await aptInstall(packages, options.logFile);
  } else packages.length = 0;
  const programs = Object.fromEntries(names.map((name) => [name, findProgram(name, options.searchPath)]));
  const absent = names.filter((name) => programs[name] === undefined);
  const needed = absent.filter((name) => (catalogue[name] as ProgramEntry).without === undefined);
  if (needed.length > 0) throw new Error(whatToInstall(needed));
  return { programs, installed: packages, warnings: absent.map(warning) };
}

function warning(name: ProgramName): string {
  const { title, without }: ProgramEntry = catalogue[name];
  return `${title} not found: ${without}.`;
}

function whatToInstall(names: readonly ProgramName[]): string {
  const packages = names.flatMap((name) => catalogue[name].debianPackages).join(" ");
  return [
    `Not found on this machine: ${names.map((name) => catalogue[name].title).join("; ")}.`,
    `On Debian or Ubuntu: sudo apt-get install ${packages}`,
    "Elsewhere install them so that they are on the PATH,",
    "or start everything in containers: docker compose -f infra/compose/compose.yaml up",
  ].join("\n");
}
