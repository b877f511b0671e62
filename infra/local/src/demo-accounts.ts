import { existsSync, readFileSync } from "node:fs";

/** One account for each role, with the password that identity made at the first start. */
export type DemoAccounts = Record<string, { email: string; password: string }>;

export function readDemoAccounts(file: string): DemoAccounts {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as DemoAccounts) : {};
}
