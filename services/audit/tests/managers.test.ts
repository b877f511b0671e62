import { transact } from "@agentos/database/transact";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { afterAll, beforeAll, expect, it } from "vitest";
import { appendEntries } from "../src/db/append-entries.ts";
import { readEnd } from "../src/db/read-entries.ts";
import { chain, toldOf } from "../src/domain/chain-entry.ts";
import { createService } from "../src/service.ts";
import { createTrail, quietLog, type Trail } from "./harness/trail.ts";

let trail: Trail;
let nats: TestNats;
let service: ReturnType<typeof createService>;

/** A trail with a month whose time is over, and the service, which has its managers do what they do by themselves. */
beforeAll(async () => {
  [trail, nats] = await Promise.all([createTrail(), startNats()]);
  await trail.superuser.query("select make_partition('2018-01-01')");
  await trail.tell(2);
  await transact(trail.db, async (tx) => {
    const waiting = await tx.selectFrom("inbox").selectAll().execute();
    await appendEntries(tx, chain(await readEnd(tx), waiting.map(toldOf), "2018-01-15T00:00:00.000Z"));
  });
  await trail.sign();
  const { url, user, password } = nats.credentials("audit");
  const config = { ...trail.config, NATS_URL: url, NATS_USER: user, NATS_PASSWORD: password };
  service = createService(config, { log: quietLog });
  await service.start();
});
afterAll(async () => {
  await service.stop();
  await nats.stop();
  await trail.close();
});

const expired = "select relname from pg_class where relname like 'entries\\_2018%' and relkind = 'r'";

async function rows(text: string): Promise<unknown[]> {
  return (await trail.superuser.query(text)).rows;
}

it("audit-retention drops the partition of a month whose time is over, behind an anchor, and tells of it", async () => {
  await expect.poll(() => rows(expired), { timeout: 60_000 }).toEqual([]);
  expect(await rows("select seq::int from anchors")).toEqual([{ seq: 2 }]);
  const counts = "select counts, last_error from managers where name = 'audit-retention'";
  await expect.poll(() => rows(counts), { timeout: 60_000 }).toEqual([{ counts: { dropped: 1 }, last_error: null }]);
});

it("audit-sequencer gives what is told its place in the chain", async () => {
  await trail.tell(5);
  await expect.poll(() => rows("select count(*)::int as n from inbox"), { timeout: 60_000 }).toEqual([{ n: 0 }]);
  expect(await rows("select max(seq)::int as last from entries")).toEqual([{ last: 7 }]);
});
