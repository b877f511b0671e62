import { catalogue, type ProgramName } from "@agentos/local-servers/programs/catalogue";
import { findProgram, type FoundProgram } from "@agentos/local-servers/programs/find";
import { readSearchPath } from "./config.ts";

/** Where a program is. Errors: a sentence when it is not on the machine (`npm test` installs what is missing first). */
export function requireProgram(name: ProgramName): FoundProgram {
  const found = findProgram(name, readSearchPath());
  if (found) return found;
  throw new Error(`This test needs ${catalogue[name].title}. Install it, or run npm test as root on Debian once.`);
}
