import { randomUUID } from "node:crypto";
import type { affected } from "@agentos/contracts/actions/action-contract";
import { findAction, type ActionName } from "@agentos/contracts/actions/actions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { until } from "../driver.ts";
import { startWorld } from "./start-world.ts";
import { auditOf, sendAction, untilActionEnded, type ActionCases, type World } from "./world.ts";

/** Shows of each action that it does what it says: on a system of their own, one after the other. */
export function showActions<Names extends ActionName>(cases: ActionCases<Names>): void {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  }, 300_000);
  afterAll(() => world?.stack.stop(), 120_000);

  describe("each action of the catalogue, sent through the gateway", () => {
    it.each(Object.keys(cases) as Names[])("%s does what it says, once, and is in the audit trail", async (name) => {
      const prepared = await cases[name].prepare(world);
      const { payload, observe, effect, dryRun, restore } = prepared;
      try {
        if (dryRun) await expectDryRun(world, name, payload, dryRun);
        const key = randomUUID();
        const first = await sendAction(world, name, payload, { key });
        expect(first).toMatchObject({ body: { success: true } });
        const ended = await untilActionEnded(world, first);
        expect(ended.error).toBeNull();
        await observe(ended.result);
        const entries = await until(async () => {
          const found = await auditOf(world, ended.action_id);
          return found.length >= 2 && found;
        });
        expect(entries.map(({ kind, action, error_code }) => ({ kind, action, error_code }))).toEqual([
          { kind: "intent", action: name, error_code: null },
          { kind: "outcome", action: name, error_code: null },
        ]);

        const before = await effect();
        const again = await sendAction(world, name, payload, { key });
        expect(again.replayed).toBe(true);
        expect(again.body.data.action_id).toBe(ended.action_id);
        expect(await effect()).toEqual(before);
      } finally {
        await restore?.();
      }
    });
  });
}

/** It names exactly what the run would change, and changes nothing. */
async function expectDryRun(
  world: World,
  name: ActionName,
  payload: object,
  dryRun: { ids(): Promise<string[]>; untouched(): Promise<unknown> },
): Promise<void> {
  expect(findAction(name)?.dryRun).toBeDefined();
  const before = await dryRun.untouched();
  const { status, body } = await sendAction(world, name, payload, { dryRun: true });
  expect({ status, body }).toMatchObject({ status: 200, body: { data: { status: "dry_run" } } });
  const ids = await dryRun.ids();
  const said = body.data.result as z.infer<typeof affected>;
  expect({ count: said.count, first: said.first.toSorted() }).toEqual({ count: ids.length, first: ids.toSorted() });
  expect(await dryRun.untouched()).toEqual(before);
}
