import { auditRetention } from "@agentos/contracts/managers/audit";
import { sql } from "kysely";
import type { Context } from "./context.ts";
import { keepVerdict } from "./db/chain-state.ts";
import { genesis } from "./domain/chain-entry.ts";
import { appendHead } from "./heads/heads-folder.ts";
import { databaseChain } from "./verify/database-chain.ts";
import { verify } from "./verify/verify.ts";

type Parts = Pick<Context, "db" | "config" | "signer" | "log">;
const { keep_years: usualYears } = auditRetention.settings.parse({});

type Month = { partition: string; month: string };

/**
 * One run of the manager `audit-retention`: makes the partition of the next month, and drops the months whose time is over: each after it was verified and its last entry
 * signed as an anchor, from which the chain goes on. Returns the months that were dropped. Errors: a month that does not verify
 * is kept, and nothing behind it is dropped.
 */
export async function retentionOnce(
  { db, config, signer, log }: Parts,
  keepYears: number = usualYears,
): Promise<string[]> {
  await sql`select ensure_partition(now() + interval '1 month')`.execute(db);
  const dropped: string[] = [];
  for (const { partition, month } of await expired(db, keepYears)) {
    const { rows } = await sql<{ seq: number; hash: string }>`
      select seq, encode(hash, 'hex') as hash from entries
      where chained_at < (${month}::date + interval '1 month') at time zone 'UTC' order by seq desc limit 1`.execute(
      db,
    );
    const last = rows[0] ?? genesis;
    if (last.seq > 0) await anchor({ db, config, signer, log }, { ...last, partition });
    await sql`select drop_expired(${month}::date, ${keepYears})`.execute(db);
    log.info({ partition, anchored_at: last.seq }, "expired audit entries dropped");
    dropped.push(month);
  }
  return dropped;
}

/** Months that ended longer ago than the retention, oldest first. */
async function expired(db: Parts["db"], keepYears: number): Promise<Month[]> {
  const { rows } = await sql<Month>`
    select partition::text, month::text from partitions
    where (month + interval '1 month' + make_interval(years => ${keepYears})) at time zone 'UTC' <= now()
    order by month`.execute(db);
  return rows;
}

/** Signs the last entry of a month as the place before which everything may be gone; first outside the database, then in it. */
async function anchor(
  { db, config, signer }: Parts,
  last: { seq: number; hash: string; partition: string },
): Promise<void> {
  const folder = config.AUDIT_HEADS_FOLDER;
  const verdict = await verify(await databaseChain(db, folder), { to: last.seq });
  await keepVerdict(db, verdict);
  const broken = verdict.findings[0];
  if (broken) throw new Error(`${last.partition} is kept: ${broken.says}`);
  await appendHead(folder, signer.sign({ seq: last.seq, hash: last.hash, anchor: true as const }));
  const row = { seq: last.seq, hash: Buffer.from(last.hash, "hex") };
  await db
    .insertInto("anchors")
    .values(row)
    .onConflict((conflict) => conflict.columns(["seq", "hash"]).doNothing())
    .execute();
}
