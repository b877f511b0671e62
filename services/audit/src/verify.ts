import { parseArgs } from "node:util";
import { connectDatabase } from "@agentos/database/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { readVerifyConfig } from "./config.ts";
import { keepVerdict } from "./db/chain-state.ts";
import type { Tables } from "./db/tables.ts";
import { databaseChain } from "./verify/database-chain.ts";
import { report } from "./verify/report.ts";
import { verify } from "./verify/verify.ts";

/**
 * Verifies the chain in the database: `node services/audit/src/verify.ts [--from 1] [--to 900] [--heads <copy of the folder>]…`.
 * Exits with 1 when it is broken.
 */
const { values } = parseArgs({
  options: { from: { type: "string" }, to: { type: "string" }, heads: { type: "string", multiple: true, default: [] } },
});
const config = readVerifyConfig();
const log = createLogger({ service: "audit-verify", instance: "verify", level: config.LOG_LEVEL });
const database = connectDatabase<Tables>({
  url: config.DATABASE_URL,
  poolSize: 2,
  applicationName: "audit-verify",
  log,
});
try {
  const source = await databaseChain(database.db, config.AUDIT_HEADS_FOLDER, values.heads);
  const verdict = await verify(source, { from: numberOf(values.from), to: numberOf(values.to) });
  process.stdout.write(`${report(verdict)}\n`);
  await keepVerdict(database.db, verdict).catch((error: unknown) =>
    // A role that may only read can verify, too.
    log.warn({ err: error }, "the verdict was not taken down"),
  );
  if (!verdict.whole) process.exitCode = 1;
} finally {
  await database.close();
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number.parseInt(text, 10);
}
