import path from "node:path";
import type { PartsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { sqlFile } from "@agentos/database/sql-file";
import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import type { Context } from "../context.ts";

type Totals = NonNullable<PartsOf<"uploads">["system"]>["uploads"];

const readTotals = sqlFile<Totals, []>(path.join(import.meta.dirname, "../db/sql/totals.sql"));

/** What uploads tells for the snapshot. */
export function uploadsPartReaders({ db }: Pick<Context, "db">): PartReaders<"uploads"> {
  return {
    async system() {
      const [totals] = await readTotals(db);
      if (!totals) throw new TypeError("The totals are one row.");
      return { uploads: totals };
    },
  };
}
