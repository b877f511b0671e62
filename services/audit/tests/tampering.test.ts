import { execFile } from "node:child_process";
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { PoolClient } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exportAudit } from "../src/export/export-audit.ts";
import { exportedChain } from "../src/export/exported-chain.ts";
import { ChainContradictedError } from "../src/heads/sign-heads.ts";
import { databaseChain } from "../src/verify/database-chain.ts";
import type { Finding } from "../src/verify/finding.ts";
import { verify, type Range } from "../src/verify/verify.ts";
import { restamp, unguarded } from "./harness/tamper.ts";
import { createTrail, type Trail } from "./harness/trail.ts";

const run = promisify(execFile);
let trail: Trail;

/** Twenty entries, signed after each five, and three more behind the last head. */
beforeEach(async () => {
  trail = await createTrail();
  for (let head = 1; head <= 4; head += 1) {
    await trail.tell(5);
    await trail.sequence();
    await trail.sign();
  }
  await trail.tell(3);
  await trail.sequence();
});

afterEach(() => trail.close());

async function verdict(range: Range = {}) {
  return verify(await databaseChain(trail.db, trail.config.AUDIT_HEADS_FOLDER), range);
}

type Tampering = { by: (client: PoolClient) => Promise<unknown>; found: Partial<Finding> };

const tamperings: Record<string, Tampering> = {
  "an edited result": {
    by: (client) => client.query(`update entries set result = '{"queues": []}' where seq = 7`),
    found: { fault: "edited", seq: 7 },
  },
  "an edited actor, with the hash of the entry computed anew": {
    by: async (client) => {
      await client.query("update entries set user_id = gen_random_uuid() where seq = 7");
      await restamp(client, 7, 7);
    },
    found: { fault: "restamped", seq: 7 },
  },
  "a changed hash": {
    by: (client) => client.query("update entries set hash = sha256(hash) where seq = 7"),
    found: { fault: "edited", seq: 7 },
  },
  "a deleted entry": {
    by: (client) => client.query("delete from entries where seq = 8"),
    found: { fault: "deleted", seq: 8, until: 8 },
  },
  "the first entries deleted": {
    by: (client) => client.query("delete from entries where seq <= 5"),
    found: { fault: "deleted", seq: 1, until: 5 },
  },
  "a deleted entry, all others renumbered and every hash computed anew": {
    by: async (client) => {
      await client.query("delete from entries where seq = 8");
      for (let seq = 9; seq <= 23; seq += 1)
        await client.query("update entries set seq = seq - 1 where seq = $1", [seq]);
      await restamp(client, 8);
    },
    found: { fault: "restamped", seq: 6, until: 10 },
  },
  "two entries whose numbers were exchanged": {
    by: (client) => swap(client, "seq"),
    found: { fault: "reordered", seq: 9 },
  },
  "two entries that were exchanged, with all that belongs to their places": {
    by: (client) => swap(client, "seq, chained_at, prev_hash, hash"),
    found: { fault: "reordered", seq: 9 },
  },
  "two entries that were exchanged, and every hash computed anew": {
    by: async (client) => {
      await swap(client, "seq, chained_at");
      await restamp(client, 9);
    },
    found: { fault: "restamped", seq: 6, until: 10 },
  },
  "an entry that nobody told": {
    by: (client) =>
      client.query(`insert into entries select (e).* from (
        select jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'chained_at', chained_at + interval '1 s')) e
        from entries e where seq = 12) made`),
    found: { fault: "duplicated", seq: 12 },
  },
  "the end cut off below a signed head, as if it had never been": {
    by: async (client) => {
      await client.query("delete from entries where seq > 13");
      await client.query("update chain set (seq, hash) = (select seq, hash from entries where seq = 13)");
    },
    found: { fault: "truncated", seq: 14, until: 20 },
  },
  "the uncovered end cut off": {
    by: (client) => client.query("delete from entries where seq > 21"),
    found: { fault: "truncated", seq: 22, until: 23 },
  },
  "everything truncated": {
    by: (client) => client.query("truncate entries"),
    found: { fault: "truncated", seq: 1 },
  },
  "an edited entry, and every hash computed anew": {
    by: async (client) => {
      await client.query(`update entries set action = 'queue.resume' where seq = 3`);
      await restamp(client, 1);
    },
    found: { fault: "restamped", seq: 1, until: 5 },
  },
};

async function swap(client: PoolClient, columns: string): Promise<void> {
  await client.query(`create temp table swapped on commit drop as select * from entries where seq in (9, 14)`);
  await client.query("delete from entries where seq in (9, 14)");
  await client.query(`update swapped s set (${columns}) = (select ${columns} from swapped o where o.id <> s.id)`);
  await client.query("insert into entries select * from swapped");
}

it("finds nothing in a chain that nobody touched, and says how much is not signed yet", async () => {
  expect(await verdict()).toEqual({
    whole: true,
    findings: [],
    entries: 23,
    first: 1,
    last: 23,
    heads: 4,
    confirmed: 20,
    uncovered: 3,
  });
  // Widened to the heads around it.
  expect(await verdict({ from: 7, to: 9 })).toMatchObject({ whole: true, first: 6, last: 10, uncovered: 0 });
});

describe("by a superuser's hand", () => {
  it.each(Object.entries(tamperings))(
    "%s is found and named, and an export from before still shows what was",
    async (_, tampering) => {
      const folder = path.join(trail.folder, "export");
      await exportAudit(trail, folder, {});
      await unguarded(trail.superuser, tampering.by);
      const found = await verdict();
      expect(found.whole).toBe(false);
      expect(found.findings).toHaveLength(1);
      expect(found.findings[0]).toMatchObject(tampering.found);
      expect(await verify(await exportedChain(folder))).toMatchObject({ whole: true, entries: 23, uncovered: 0 });
      // What the database says now is exported as it is, and does not verify.
      const later = path.join(trail.folder, "later");
      await exportAudit(trail, later, {});
      await expect(judged(later)).resolves.toBe(false);
    },
  );

  it("the uncovered end rewritten is beyond finding, until an older copy of the heads says otherwise", async () => {
    const copy = path.join(trail.folder, "copy");
    await trail.sign();
    await cp(trail.config.AUDIT_HEADS_FOLDER, copy, { recursive: true });
    await unguarded(trail.superuser, async (client) => {
      await client.query("update entries set action = 'queue.resume' where seq = 22");
      await restamp(client, 22);
    });
    expect((await verdict()).findings[0]).toMatchObject({ fault: "restamped", seq: 21, until: 23 });
    // A folder of heads that somebody has shortened as well, and a copy that was kept elsewhere.
    const file = (await readdir(copy)).find((name) => name.startsWith("heads-")) ?? "";
    const lines = (await readFile(path.join(copy, file), "utf8")).split("\n").slice(0, 4);
    await writeFile(path.join(trail.config.AUDIT_HEADS_FOLDER, file), `${lines.join("\n")}\n`);
    expect(await verdict()).toMatchObject({ whole: true, uncovered: 3 });
    const source = await databaseChain(trail.db, trail.config.AUDIT_HEADS_FOLDER, [copy]);
    expect((await verify(source)).findings[0]).toMatchObject({ fault: "restamped", seq: 21, until: 23 });
  });

  it("a chain that contradicts its last head is signed no more, and the metrics say so", async () => {
    await unguarded(trail.superuser, async (client) => {
      await client.query("update entries set action = 'queue.resume' where seq = 20");
      await restamp(client, 20);
    });
    await expect(trail.sign()).rejects.toThrow(ChainContradictedError);
    expect(await trail.metrics.metrics()).toMatch(/audit_chain_contradicted 1/);
  });
});

async function judged(folder: string): Promise<boolean> {
  try {
    return (await verify(await exportedChain(folder))).whole;
  } catch {
    return false;
  }
}

describe("an export", () => {
  it("is verified by a program with the public key alone, and found to be changed", async () => {
    const folder = path.join(trail.folder, "export");
    await exportAudit(trail, folder, {});
    const keys = path.join(trail.folder, "known.json");
    await cp(path.join(trail.config.AUDIT_HEADS_FOLDER, "public-keys.json"), keys);
    const program = path.resolve(import.meta.dirname, "../src/verify-export.ts");
    const judge = () => run(process.execPath, [program, folder, "--keys", keys], { env: {} });
    expect((await judge()).stdout).toMatch(/entries 1 to 23 .*\nwhole; every entry is under a signed head/);
    const file = path.join(folder, "entries.ndjson");
    const text = await readFile(file, "utf8");
    const lines = text.trimEnd().split("\n");
    const changes: [string, string, string][] = [
      ["entries.ndjson", text.replace('"count":1', '"count":2'), "edited"],
      ["entries.ndjson", lines.filter((_, at) => at !== 7).join("\n"), "deleted: entry 8"],
      ["entries.ndjson", lines.slice(3).join("\n"), "deleted: entries 1 to 3"],
      ["entries.ndjson", lines.slice(0, 21).join("\n"), "truncated"],
      [
        "heads.ndjson",
        (await readFile(path.join(folder, "heads.ndjson"), "utf8")).replace('"seq":10', '"seq":11'),
        "bad_signature",
      ],
    ];
    for (const [name, changed, named] of changes) {
      const before = await readFile(path.join(folder, name), "utf8");
      await writeFile(path.join(folder, name), changed);
      await expect(judge()).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining(named) });
      await writeFile(path.join(folder, name), before);
    }
    await writeFile(keys, JSON.stringify({ keys: [] }));
    await expect(judge()).rejects.toMatchObject({ stderr: expect.stringContaining("not signed with a known key") });
  });

  it("of a period holds the entries between the heads around it", async () => {
    const { rows } = await trail.superuser.query<{ timestamp: Date }>(
      "select timestamp from entries where seq in (7, 9) order by seq",
    );
    const folder = path.join(trail.folder, "period");
    const to = new Date((rows[1]?.timestamp.getTime() ?? 0) + 1);
    await exportAudit(trail, folder, { from: rows[0]?.timestamp, to });
    expect(await verify(await exportedChain(folder))).toMatchObject({ whole: true, first: 6, last: 10, uncovered: 0 });
  });

  it("of nothing is an export, too", async () => {
    await trail.sign();
    const folder = path.join(trail.folder, "nothing");
    await exportAudit(trail, folder, { from: new Date(Date.now() + 3_600_000) });
    expect(await verify(await exportedChain(folder))).toMatchObject({ whole: true, entries: 0 });
  });
});

it("verifies the running chain from the outside, by a program", async () => {
  const program = path.resolve(import.meta.dirname, "../src/verify.ts");
  const env = { DATABASE_URL: trail.config.DATABASE_URL, AUDIT_HEADS_FOLDER: trail.config.AUDIT_HEADS_FOLDER };
  const { stdout } = await run(process.execPath, [program], { env });
  expect(stdout).toBe(
    "entries 1 to 23 (23), 4 signed heads compared\nwhole; the last 3 are under no signed head yet\n",
  );
  await unguarded(trail.superuser, (client) => client.query("delete from entries where seq = 8"));
  await expect(run(process.execPath, [program], { env })).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining("deleted: entry 8 is missing"),
  });
});
