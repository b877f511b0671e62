import path from "node:path";
import { readFileSync } from "node:fs";
import type { LongAction } from "@agentos/action-kit/long/long-action";
import type { IntegrityFinding } from "@agentos/contracts/actions/database/check-integrity";
import { schemaOf, schemaOwners } from "@agentos/contracts/services";
import type { Client } from "pg";
import type { Context } from "../context.ts";
import { checkIndex, indexesOfAll, mayCheckIndexes } from "./check-index.ts";
import { withMaintenance } from "./maintenance.ts";
import { referenceChecks } from "./references.ts";

const constraintsText = readFileSync(path.join(import.meta.dirname, "sql/constraints.sql"), "utf8");

/** Finds something, or nothing. */
type Check = () => Promise<IntegrityFinding | undefined>;

/** Looks at every constraint, every reference between owners and every index, one after the other; locks nobody out. */
export function checkIntegrity({ config }: Pick<Context, "config">): LongAction<"database.check_integrity"> {
  return {
    run: ({ signal, progress }) =>
      withMaintenance(config, signal, async (client) => {
        const amcheck = await mayCheckIndexes(client);
        const indexes = await indexesOfAll(client);
        const constraints = await constraintChecks(client);
        const references = referenceChecks();
        const checks: Check[] = [
          ...constraints.map((one) => countRows(client, "constraint", one)),
          ...references.map((one) => countRows(client, "orphan", one)),
          ...indexes.map((index) => () => checkIndex(client, index, amcheck)),
        ];
        const findings: IntegrityFinding[] = [];
        for (const [done, check] of checks.entries()) {
          await progress(done, checks.length);
          const found = await check();
          if (found) findings.push(found);
        }
        const counts = { constraints: constraints.length, references: references.length, indexes: indexes.length };
        return { result: { ...counts, amcheck, findings } };
      }),
  };
}

type Counting = { what: string; statement: string };

async function constraintChecks(client: Client): Promise<Counting[]> {
  return (await client.query<Counting>(constraintsText, [schemaOwners.map(schemaOf)])).rows;
}

const says = { constraint: "Rows that the constraint does not allow.", orphan: "Rows that refer to nothing." } as const;

function countRows(client: Client, kind: keyof typeof says, { what, statement }: Counting): Check {
  return async () => {
    const { rows } = await client.query<{ rows: number }>(statement);
    const count = rows[0]?.rows ?? 0;
    return count === 0 ? undefined : { kind, what, rows: count, says: says[kind] };
  };
}
