import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Secrets by name, made on first use and the same ever after: a random password, or what `make` gives. */
export type Secrets = { get(name: string, make?: () => string): string };

/** Secrets kept in a JSON file that only its owner can read. */
export function openSecrets(file: string): Secrets {
  const known = readSecrets(file);
  return {
    get(name, make = newSecret) {
      const existing = known[name];
      if (existing !== undefined) return existing;
      const made = make();
      known[name] = made;
      writeSecrets(file, known);
      return made;
    },
  };
}

/** Secrets that are gone with the process; for tests. */
export function ephemeralSecrets(): Secrets {
  const known = new Map<string, string>();
  return {
    get(name, make = newSecret) {
      const secret = known.get(name) ?? make();
      known.set(name, secret);
      return secret;
    },
  };
}

/** 192 random bits as hex digits, which need no escaping in URLs and configuration files. */
function newSecret(): string {
  return randomBytes(24).toString("hex");
}

function readSecrets(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Error(`${file} cannot be read. Remove it and start with --fresh.`, { cause: error });
  }
}

function writeSecrets(file: string, secrets: Record<string, string>): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
