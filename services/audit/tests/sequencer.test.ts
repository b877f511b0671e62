import { afterEach, beforeEach, expect, it } from "vitest";
import { sequenceOnce } from "../src/sequence.ts";
import { databaseChain } from "../src/verify/database-chain.ts";
import { verify } from "../src/verify/verify.ts";
import { createTrail, record, type Trail } from "./harness/trail.ts";

let trail: Trail;

beforeEach(async () => {
  trail = await createTrail();
});

afterEach(() => trail.close());

async function verdict() {
  return verify(await databaseChain(trail.db, trail.config.AUDIT_HEADS_FOLDER));
}

async function ids(table: "entries" | "inbox"): Promise<string[]> {
  const { rows } = await trail.superuser.query<{ id: string }>(`select id from ${table}`);
  return rows.map((row) => row.id);
}

it("gives each entry its place, in the order in which they were told", async () => {
  await trail.tell(3, { action: "queue.pause" });
  await trail.tell(2, { action: "queue.resume" });
  const told = await trail.superuser.query<{ id: string }>("select id from inbox order by id");
  expect(await sequenceOnce(trail)).toBe(5);
  expect(await sequenceOnce(trail)).toBe(0);
  const { rows } = await trail.superuser.query(
    "select seq, id, timestamp, action, written_by from entries order by seq",
  );
  expect(rows.map((row) => row.id)).toEqual(told.rows.map((row) => row.id));
  expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5]);
  expect(rows.map((row) => row.action)).toEqual([...Array(3).fill("queue.pause"), ...Array(2).fill("queue.resume")]);
  expect(rows[0].written_by).toBe("action_dispatcher");
  // UUIDv7, with the microseconds of the same moment as the timestamp.
  const told_at = rows.map((row) => Number.parseInt((row.id as string).replaceAll("-", "").slice(0, 12), 16));
  expect(told_at).toEqual(rows.map((row) => (row.timestamp as Date).getTime()));
  expect(rows[0].id).toMatch(/^.{14}7.{3}-[89ab]/);
  expect(await ids("inbox")).toEqual([]);
  expect(await verdict()).toMatchObject({ whole: true, entries: 5, uncovered: 5 });
});

it("hashes what comes back from the database, whatever JSON it is", async () => {
  const payload = {
    "": -0,
    nested: [[{ "\u20ac": 1e21 }], 0.1, 1.1e-7, "\u0007", null],
    z: true,
    a: 12345678901234567890n,
  };
  const text = JSON.stringify({ ...payload, a: 0 }).replace('"a":0', '"a":12345678901234567890');
  await trail.tell(1, { payload: JSON.parse(text) as unknown, result: null, duration_ms: 1 / 3, user_id: null });
  await trail.writer.query(
    `select audit.record('{"kind": "intent", "action": "a", "trace_id": "", "security_context": {}, "count": 1, "payload": {"n": 1.10, "big": 123456789012345678901234567890}}')`,
  );
  await trail.sequence();
  expect(await verdict()).toMatchObject({ whole: true, entries: 2 });
});

it("refuses, when it is told, what could not be chained", async () => {
  const told = { kind: "intent", action: "a", trace_id: "", security_context: {}, count: 1 };
  const tell = (entry: string) => trail.writer.query("select audit.record($1)", [entry]);
  await expect(tell(JSON.stringify(told).replace("{}", '{"n": [1e400]}'))).rejects.toThrow(/check constraint/);
  await expect(tell(JSON.stringify({ ...told, ip_address: "192.0.2.1" }))).rejects.toThrow(/sealed/);
  await expect(tell(JSON.stringify({ ...told, user_id: "somebody" }))).rejects.toThrow(/uuid/);
  await expect(tell(JSON.stringify({ ...told, action: null }))).rejects.toThrow(/null value/);
  expect(await ids("inbox")).toEqual([]);
});

it("believes nobody who says when something was told, and by whom", async () => {
  const forged = { id: crypto.randomUUID(), timestamp: "2001-01-01T00:00:00Z", written_by: "identity" };
  await record(trail.writer, forged as object);
  const { rows } = await trail.superuser.query("select * from inbox where id <> $1 and timestamp > '2002-01-01'", [
    forged.id,
  ]);
  expect(rows).toEqual([expect.objectContaining({ written_by: "action_dispatcher" })]);
});

it("is contiguous, with each entry once, under many writers and two sequencers whose connections are killed", async () => {
  const written = new AbortController();
  let acknowledged = 0;
  let kills = 0;
  const write = async (): Promise<void> => {
    for (let n = 0; n < 120; n += 1) {
      try {
        await record(trail.writer);
        acknowledged += 1;
      } catch {
        // Killed: it may or may not have been told.
      }
    }
  };
  const sequence = async (): Promise<void> => {
    while (!written.signal.aborted) await sequenceOnce(trail).catch(() => 0);
  };
  const kill = async (): Promise<void> => {
    while (!written.signal.aborted) {
      const { rowCount } = await trail.superuser.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and usename in ('audit', 'action_dispatcher') and state <> 'idle'
         order by random() limit 1`,
      );
      kills += rowCount ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const others = [sequence(), sequence(), kill()];
  await Promise.all(Array.from({ length: 8 }, write));
  written.abort();
  await Promise.all(others);
  await trail.sequence();

  const chained = await ids("entries");
  expect(kills).toBeGreaterThan(0);
  expect(chained.length).toBeGreaterThanOrEqual(acknowledged);
  expect(new Set(chained).size).toBe(chained.length);
  expect(await ids("inbox")).toEqual([]);
  expect(await verdict()).toMatchObject({ whole: true, entries: chained.length, first: 1, last: chained.length });
});

it("takes no piece that does not continue the chain, and nothing that is not in the inbox", async () => {
  await trail.tell(1);
  await trail.sequence();
  const insert = (seq: number, prev: string) =>
    trail.pool.query(
      `insert into entries select (e).* from (
         select jsonb_populate_record(e, jsonb_build_object('seq', $1::int, 'prev_hash', ${prev}, 'id', $2::uuid)) as e
         from entries e order by seq limit 1) made`,
      [seq, crypto.randomUUID()],
    );
  await expect(insert(3, "hash")).rejects.toThrow(/the chain ends at 1/);
  await expect(insert(1, "prev_hash")).rejects.toThrow(/duplicate key/);
  await expect(insert(2, "prev_hash")).rejects.toThrow(/do not continue/);
  await expect(insert(2, "hash")).rejects.toThrow(/not in the inbox/);
});
