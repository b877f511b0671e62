import { managersPartReader } from "@agentos/manager-kit/tell-managers";
import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import { readSwitches } from "../controls/switches.ts";
import { serviceName, type Context } from "../context.ts";
import { readDatabase } from "./database.ts";

/** The area whose room is told: where everything but uploads goes. */
const storageArea = "jobs/room";
const gigabyte = 1e9;

/** What system tells for the snapshot. */
export function systemPartReaders({ db, pool, store }: Context): PartReaders<typeof serviceName> {
  return {
    managers: managersPartReader({ owner: serviceName, db }),
    async system() {
      const [switches, database, free] = await Promise.all([
        readSwitches(db),
        readDatabase(pool),
        store.freeBytes(storageArea),
      ]);
      return { ...switches, database, storage: { free_gigabytes: Math.floor(free / gigabyte) } };
    },
  };
}
