import { readDemoAccounts } from "./demo-accounts.ts";
import { staffRoles } from "@agentos/contracts/roles";
import type { Addresses } from "@agentos/local-servers/process/state-file";
import type { Folders } from "./state/folders.ts";
import { say } from "./steps.ts";

/** Tells where everything is and how to sign in. */
export function welcome(addresses: Addresses, folders: Folders): void {
  const accounts = readDemoAccounts(folders.demoAccounts);
  const width = Math.max(0, ...Object.values(accounts).map(({ email }) => email.length));
  say("");
  say(`  The app           ${addresses.app}  (for creators: any of these accounts)`);
  say(`  The control room  ${addresses.admin}  (for staff: ${staffRoles.join(", ")})`);
  say(`  The API           ${addresses.api}  (described on ${addresses.api}/docs)`);
  say(`  Sockets           ${addresses.ws}`);
  say("");
  for (const [role, { email, password }] of Object.entries(accounts)) {
    say(`  ${role.padEnd(10)} ${email.padEnd(width)}  ${password}`);
  }
  say("");
  say(`  Logs are in ${folders.logs}. Ctrl-C stops everything; the data stay.`);
}
