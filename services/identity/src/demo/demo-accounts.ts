import { roles, type Role } from "@agentos/contracts/roles";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { endSessions } from "../db/sessions.ts";
import type { Tx } from "../db/tables.ts";
import { insertUser, setPassword } from "../db/users.ts";
import { makePassword } from "../domain/make-password.ts";
import { change } from "../events.ts";
import { readDemoAccounts, writeDemoAccounts, type DemoAccounts } from "./demo-accounts-file.ts";

/**
 * Sees that there is an account of each role whose password is in the file. Accounts that are there stay as they are, unless
 * the file is lost: then all get new passwords.
 */
export async function ensureDemoAccounts(context: Context, file: string): Promise<void> {
  const kept = await readDemoAccounts(file);
  const accounts = kept ?? makeAccounts();
  const hashes = new Map<Role, string>();
  const missing = await change(context, async (unit) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('identity:demo-accounts', 0))`.execute(unit.tx);
    const there = await findAccounts(unit.tx, accounts);
    const due = roles.filter((role) => !kept || !there.has(accounts[role].email));
    for (const role of due) {
      const { email, password } = accounts[role];
      const passwordHash = hashes.get(role) ?? (await context.passwords.hash(password));
      hashes.set(role, passwordHash);
      const userId = there.get(email);
      if (userId === undefined) await insertUser(unit, { email, passwordHash, role });
      else {
        await setPassword(unit, userId, passwordHash);
        await endSessions(unit, { ofUser: userId }, "password_changed");
      }
    }
    return due;
  });
  // After the database: were it the other way round, a crash in between would leave passwords that do not work.
  if (!kept) await writeDemoAccounts(file, accounts);
  if (missing.length > 0) context.log.info({ roles: missing, file }, "demo accounts made");
}

function makeAccounts(): DemoAccounts {
  const entries = roles.map((role) => [role, { email: `${role}@agentos.test`, password: makePassword() }]);
  return Object.fromEntries(entries) as DemoAccounts;
}

async function findAccounts(tx: Tx, accounts: DemoAccounts): Promise<Map<string, string>> {
  const emails = Object.values(accounts).map((account) => account.email);
  const rows = await tx.selectFrom("users").select(["id", "email"]).where("email", "in", emails).execute();
  return new Map(rows.map((row) => [row.email, row.id]));
}
