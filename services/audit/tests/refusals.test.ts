import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTrail, type Trail } from "./harness/trail.ts";

let trail: Trail;

beforeAll(async () => {
  trail = await createTrail();
  await trail.tell(2);
  await trail.sequence();
  await trail.tell(1);
  await trail.superuser.query("insert into anchors (seq, hash) values (0, '\\x00')");
});

afterAll(() => trail.close());

async function partition(): Promise<string> {
  const { rows } = await trail.superuser.query<{ name: string }>(
    "select partition::text as name from partitions limit 1",
  );
  return rows[0]?.name ?? "";
}

const changes = {
  UPDATE: (table: string) => `update ${table} set hash = '\\x00'`,
  DELETE: (table: string) => `delete from ${table}`,
  TRUNCATE: (table: string) => `truncate ${table}`,
};

const inboxChanges = { ...changes, UPDATE: () => "update inbox set action = 'another'" };

describe.each(Object.keys(changes) as (keyof typeof changes)[])("%s", (change) => {
  it.each(["entries", "anchors", "chain"])("is refused to the service on %s, by its rights", async (table) => {
    await expect(trail.pool.query(changes[change](table))).rejects.toThrow(/permission denied/);
  });

  it("is refused to the service on the inbox and on a partition, by its rights", async () => {
    await expect(trail.pool.query(inboxChanges[change]("inbox"))).rejects.toThrow(/permission denied/);
    await expect(trail.pool.query(changes[change](await partition()))).rejects.toThrow(/permission denied/);
  });

  it("is refused to the owner of the tables, by their triggers", async () => {
    for (const table of ["entries", await partition(), "anchors"]) {
      await expect(trail.superuser.query(changes[change](table))).rejects.toThrow(/only added to/);
    }
    await expect(trail.superuser.query(inboxChanges[change]("inbox"))).rejects.toThrow(/only added to/);
  });

  it("is refused where triggers are set aside, as for replication", async () => {
    const client = await trail.superuser.connect();
    try {
      await client.query("set session_replication_role = replica");
      await expect(client.query(changes[change]("entries"))).rejects.toThrow(/only added to/);
      await expect(client.query(inboxChanges[change]("inbox"))).rejects.toThrow(/only added to/);
    } finally {
      client.release(true);
    }
  });
});

it("leaves the service nothing but to add and to read", async () => {
  const { rows } = await trail.superuser.query<{ table: string; rights: string }>(`
    select relname as table, string_agg(distinct privilege, ',' order by privilege) as rights
    from pg_class, unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) privilege
    where relnamespace = 'audit'::regnamespace
      and relname in ('entries', 'anchors', 'inbox', 'chain', 'partitions', 'subject_keys', 'entries_' || to_char(now() at time zone 'UTC', 'YYYY_MM'))
      and has_table_privilege('audit', pg_class.oid, privilege)
    group by relname`);
  const rights = Object.fromEntries(rows.map((row) => [row.table, row.rights]));
  expect(rights).toEqual({
    entries: "INSERT,SELECT",
    anchors: "INSERT,SELECT",
    inbox: "SELECT",
    chain: "SELECT",
    partitions: "SELECT",
    subject_keys: "SELECT",
  });
});

it("lets no other service read it, or write but by its doors", async () => {
  for (const table of ["entries", "inbox", "chain", "anchors", "subject_keys", "partitions"]) {
    await expect(trail.writer.query(`select from audit.${table}`)).rejects.toThrow(/permission denied/);
  }
  await expect(trail.writer.query("select audit.erase_subject(gen_random_uuid())")).rejects.toThrow(
    /permission denied/,
  );
  await expect(trail.writer.query("select audit.drop_expired(now()::date, 7)")).rejects.toThrow(/permission denied/);
  await expect(trail.writer.query("select audit.ensure_partition(now())")).rejects.toThrow(/permission denied/);
});

it("lets the service make no tables, and no partitions but the next ones", async () => {
  await expect(trail.pool.query("create table audit.mine ()")).rejects.toThrow(/permission denied/);
  await expect(trail.pool.query("select make_partition('2001-01-01')")).rejects.toThrow(/permission denied/);
  await expect(trail.pool.query("select ensure_partition(now() + interval '4 months')")).rejects.toThrow(
    /no partition/,
  );
  await trail.pool.query(
    "select ensure_partition(now() + interval '1 month'), ensure_partition(now() + interval '1 month')",
  );
  const { rows } = await trail.superuser.query("select from partitions");
  expect(rows).toHaveLength(2);
});
