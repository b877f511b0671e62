import { afterEach, beforeEach, expect, it } from "vitest";
import { transact } from "@agentos/database/transact";
import { appendEntries } from "../src/db/append-entries.ts";
import { readEnd } from "../src/db/read-entries.ts";
import { chain, toldOf } from "../src/domain/chain-entry.ts";
import { latestHead } from "../src/heads/heads-folder.ts";
import { signOnce } from "../src/heads/sign-heads.ts";
import { retentionOnce } from "../src/retention.ts";
import { databaseChain } from "../src/verify/database-chain.ts";
import { verify } from "../src/verify/verify.ts";
import { restamp, unguarded } from "./harness/tamper.ts";
import { createTrail, type Trail } from "./harness/trail.ts";

let trail: Trail;

/** Three entries of January 2018, two of March, three of today, all under signed heads; nothing was told in February. */
beforeEach(async () => {
  trail = await createTrail();
  for (const month of ["2018-01-01", "2018-02-01", "2018-03-01"]) {
    await trail.superuser.query("select make_partition($1)", [month]);
  }
  await chainAt("2018-01-31T23:59:59.999Z", 3);
  await chainAt("2018-03-01T00:00:00.000Z", 2);
  await trail.tell(3);
  await trail.sequence();
  await trail.sign();
});

afterEach(() => trail.close());

/** Chains as the sequencer would have at that time. */
async function chainAt(time: string, count: number): Promise<void> {
  await trail.tell(count);
  await transact(trail.db, async (tx) => {
    const waiting = await tx.selectFrom("inbox").selectAll().execute();
    await appendEntries(tx, chain(await readEnd(tx), waiting.map(toldOf), time));
  });
  await trail.sign();
}

async function months(): Promise<string[]> {
  const { rows } = await trail.superuser.query<{ month: string }>("select month::text from partitions order by month");
  return rows.map((row) => row.month);
}

async function verdict() {
  return verify(await databaseChain(trail.db, trail.config.AUDIT_HEADS_FOLDER));
}

const drop = (month: string, years = 7) => trail.pool.query("select drop_expired($1, $2)", [month, years]);

it("drops the months whose time is over behind a signed anchor, and the chain goes on from there", async () => {
  expect(await verdict()).toMatchObject({ whole: true, first: 1, last: 8 });
  expect(await retentionOnce(trail, 7)).toEqual(["2018-01-01", "2018-02-01", "2018-03-01"]);
  expect(await verdict()).toMatchObject({ whole: true, first: 6, last: 8, uncovered: 0 });
  const { rows } = await trail.superuser.query("select relname from pg_class where relname like 'entries_2018%'");
  expect(rows).toEqual([]);
  // This month's, and the next one's, made ahead.
  expect(await months()).toHaveLength(2);
  expect(await retentionOnce(trail, 7)).toEqual([]);

  await trail.tell(2);
  await trail.sequence();
  // As an instance does that signs for the first time.
  await signOnce(trail, await latestHead(trail.config.AUDIT_HEADS_FOLDER));
  expect(await verdict()).toMatchObject({ whole: true, first: 6, last: 10 });
});

it("keeps what is younger than the retention, which is longer where the manager's settings say so", async () => {
  expect(await retentionOnce(trail, 200)).toEqual([]);
  expect(await verdict()).toMatchObject({ whole: true, first: 1 });
});

it("keeps a month that was tampered with", async () => {
  await unguarded(trail.superuser, async (client) => {
    await client.query("update entries set action = 'queue.resume' where seq = 2");
    await restamp(client, 2);
  });
  await expect(retentionOnce(trail, 7)).rejects.toThrow(
    /entries_2018_01 is kept: entry 3 is not the one that was signed/,
  );
  expect(await months()).toContain("2018-01-01");
});

it("drops nothing that was not anchored, is not the oldest, or is younger than seven years, whoever asks", async () => {
  await expect(drop("2018-01-01")).rejects.toThrow(/no anchor was recorded/);
  await trail.pool.query("insert into anchors (seq, hash) select seq, sha256(hash) from entries where seq = 3");
  await expect(drop("2018-01-01")).rejects.toThrow(/no anchor was recorded/);
  await expect(drop("2018-03-01")).rejects.toThrow(/the oldest month is 2018-01-01/);
  await expect(drop("2018-01-01", 6)).rejects.toThrow(/are kept/);
  await retentionOnce(trail, 7);
  const [present = ""] = await months();
  await expect(drop(present)).rejects.toThrow(/are kept/);
});

it("does not take the entries below an ordinary signed head for expired ones", async () => {
  await retentionOnce(trail, 7);
  await trail.tell(1);
  await trail.sequence();
  await unguarded(trail.superuser, (client) => client.query("delete from entries where seq <= 8"));
  expect((await verdict()).findings[0]).toMatchObject({ fault: "deleted", seq: 6, until: 8 });
});
