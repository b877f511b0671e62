import { roles, type Role } from "@agentos/contracts/roles";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const account = z.object({ email: z.email().toLowerCase(), password: z.string().min(12) });
const content = z.record(z.enum(roles), account);

/** The sign-in of each role. */
export type DemoAccounts = Record<Role, { email: string; password: string }>;

/** Reads the file; undefined where there is none, or none that can be used. */
export async function readDemoAccounts(file: string): Promise<DemoAccounts | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return content.parse(JSON.parse(text));
  } catch {
    // Cut off or edited into something else: as good as lost.
    return undefined;
  }
}

/** Writes the file at once or not at all, readable by its owner alone. */
export async function writeDemoAccounts(file: string, accounts: DemoAccounts): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.new`;
  await rm(draft, { force: true });
  await writeFile(draft, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  await chmod(draft, 0o600);
  await rename(draft, file);
}
