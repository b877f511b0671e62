import { withMaintenance } from "../../src/care/maintenance.ts";
import { contentOf, prepareSession } from "../../src/backups/copy.ts";
import { fullName, listTables } from "../../src/backups/list-tables.ts";
import type { World } from "./harness.ts";

/** Rows and checksum of every table that belongs to a backup. */
export function stateOf({ config }: World): Promise<Record<string, string>> {
  return withMaintenance(config, new AbortController().signal, async (client) => {
    await prepareSession(client);
    const state: Record<string, string> = {};
    for (const table of await listTables(client, ["state", "configuration"])) {
      const { rows, sha256 } = await contentOf(client, table);
      state[fullName(table)] = `${rows} rows, ${sha256}`;
    }
    return state;
  });
}
