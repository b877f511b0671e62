import { aptInstall, canInstall } from "./apt.ts";
import { catalogue, type ProgramEntry, type ProgramName } from "./catalogue.ts";
import { findIn, type FoundProgram } from "./find.ts";

export type Provided<Name extends string = ProgramName> = {
  programs: Partial<Record<Name, FoundProgram>>;
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

type Entries<Name extends string> = Readonly<Record<Name, ProgramEntry>>;

/**
 * Finds programs of the catalogue on the machine, and installs those that are missing where that can be done (root on Debian or
 * Ubuntu). Errors: a sentence that says what to install.
 */
export async function provide(names: readonly ProgramName[], options: ProvideOptions): Promise<Provided> {
  const entries = Object.fromEntries(
    names.map((name): [string, ProgramEntry] => [name, catalogue[name]]),
  ) as Entries<ProgramName>;
  return provideEntries(entries, options);
}

/** The same for entries that are not of the catalogue. */
export async function provideEntries<Name extends string>(
  entries: Entries<Name>,
  options: ProvideOptions,
): Promise<Provided<Name>> {
  const names = Object.keys(entries) as Name[];
  const find = (name: Name) => findIn(entries[name], options.searchPath);
  const missing = names.filter((name) => !find(name));
  const packages = [...new Set(missing.flatMap((name) => entries[name].debianPackages))];
  if (packages.length > 0 && canInstall()) {
    options.onInstall?.(packages);
    await aptInstall(packages, options.logFile);
  } else packages.length = 0;
  const programs = Object.fromEntries(names.map((name) => [name, find(name)])) as Provided<Name>["programs"];
  const absent = names.filter((name) => programs[name] === undefined).map((name) => entries[name]);
  const needed = absent.filter(({ without }) => without === undefined);
  if (needed.length > 0) throw new Error(whatToInstall(needed));
  return { programs, installed: packages, warnings: absent.map(warning) };
}

function warning({ title, without }: ProgramEntry): string {
  return `${title} not found: ${without}.`;
}

function whatToInstall(entries: readonly ProgramEntry[]): string {
  const packages = entries.flatMap(({ debianPackages }) => debianPackages).join(" ");
  return [
    `Not found on this machine: ${entries.map(({ title }) => title).join("; ")}.`,
    `On Debian or Ubuntu: sudo apt-get install ${packages}`,
    "Elsewhere install them so that they are on the PATH,",
    "or start everything in containers: docker compose -f infra/compose/compose.yaml up",
  ].join("\n");
}
