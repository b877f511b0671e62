import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import type { Context } from "../context.ts";
import { countAccounts } from "../db/account-counts.ts";

/** What identity tells for the snapshot: numbers alone. */
export function identityPartReaders({ db }: Pick<Context, "db">): PartReaders<"identity"> {
  return { system: async () => ({ accounts: await countAccounts(db) }) };
}
