import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startSystem, type RunningSystem } from "./harness/running-system.ts";

let system: RunningSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.close());

/** An alert that nobody clears meanwhile. */
async function raised(cleared = false): Promise<string> {
  const id = randomUUID();
  await system.admin.query(
    `insert into alerts (id, rule, subject, severity, message, details, cleared_at)
     values ($1::uuid, 'log_pattern', $1::text, 'warning', 'Too many lines.', '{}', case when $2::boolean then now() end)`,
    [id, cleared],
  );
  return id;
}

async function eventsOf(alertId: string): Promise<string[]> {
  const { rows } = await system.admin.query<{ name: string }>("select name from events where entity_id = $1", [
    alertId,
  ]);
  return rows.map(({ name }) => name);
}

it("an alert is taken on once, and stays", async () => {
  const id = await raised();
  const result = { alert_id: id, rule: "log_pattern", subject: id };
  expect(await system.run("alert.acknowledge", { alert_id: id })).toEqual(result);
  const { rows } = await system.admin.query("select version, acknowledged_at, cleared_at from alerts where id = $1", [
    id,
  ]);
  expect(rows).toEqual([{ version: 2, acknowledged_at: expect.any(Date), cleared_at: null }]);
  await expect(system.run("alert.acknowledge", { alert_id: id })).rejects.toThrow("CONFLICT");
  expect(await eventsOf(id)).toEqual(["alert:acknowledged"]);
});

it("what is over, or was never there, is not taken on", async () => {
  const over = await raised(true);
  await expect(system.run("alert.acknowledge", { alert_id: over })).rejects.toThrow("CONFLICT");
  await expect(system.run("alert.acknowledge", { alert_id: randomUUID() })).rejects.toThrow("NOT_FOUND");
  expect(await eventsOf(over)).toEqual([]);
});
