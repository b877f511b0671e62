import type { Database } from "@agentos/database/connect";
import fc from "fast-check";
import { expect } from "vitest";
import { leadSeconds } from "../../src/lead.ts";
import { sqlFile } from "../../src/sql-file.ts";
import type { ManagerTables } from "../../src/tables.ts";

export const manager = "lease-reaper";
const look = sqlFile<{ generation: number }>("look");

/** What the row must hold, told by the rules alone. */
export type Model = { leader: string | null; expired: boolean; leaving: string | null; generation: number };
export type World = { model: Model } & Pick<Database<ManagerTables>, "db" | "pool">;
/** Something that happens to the lead. It holds what comes of it against the model. */
export type Step = (world: World) => Promise<void>;

const copies = ["a", "b", "c"];
const lookAs = (copy: string, { db }: World) => look(db, [copy, leadSeconds, [manager], []]);

export async function rowOf({ pool }: Pick<World, "pool">): Promise<Omit<Model, "expired">> {
  return (await pool.query("select leader, leaving, generation from managers")).rows[0];
}

/** A copy leads after its look if it did, or if nobody did, unless it is to let go; a new lead has a new generation. */
function looks(copy: string): Step {
  return async (world) => {
    const { model } = world;
    const rows = await lookAs(copy, world);
    const free = model.leader === null || model.expired;
    const mayLead = (model.leader === copy || free) && model.leaving !== copy;
    if (mayLead) {
      const anew = model.leader !== copy || model.expired;
      const generation = model.generation + (anew ? 1 : 0);
      Object.assign(model, { leader: copy, expired: false, leaving: null, generation });
    }
    expect(rows.map(({ generation }) => generation)).toEqual(mayLead ? [model.generation] : []);
  };
}

/** Several copies look at the same moment: at most one of them leads, and where the lead is new, so is the generation. */
async function allLook(world: World): Promise<void> {
  const { model } = world;
  const answers = await Promise.all(copies.map((copy) => lookAs(copy, world)));
  expect(answers.filter((rows) => rows.length > 0).length).toBeLessThanOrEqual(1);
  const { leader, leaving, generation } = await rowOf(world);
  expect(generation - model.generation).toBe(model.leader === leader && !model.expired ? 0 : 1);
  Object.assign(model, { leader, leaving, generation, expired: false });
}

async function expires({ pool, model }: World): Promise<void> {
  await pool.query("update managers set lease_expires_at = now() - interval '1 s' where leader is not null");
  model.expired = model.leader !== null;
}

async function isToLeave({ pool, model }: World): Promise<void> {
  await pool.query("update managers set leaving = leader where leader is not null");
  model.leaving = model.leader ?? model.leaving;
}

async function letsGo({ pool, model }: World): Promise<void> {
  await pool.query("update managers set leader = null, lease_expires_at = null");
  Object.assign(model, { leader: null, expired: false });
}

const oneLooks = fc.constantFrom(...copies).map(looks);
const others = fc.constantFrom<Step>(allLook, expires, isToLeave, letsGo);

/** What may happen, in any order. */
export const steps = fc.array(fc.oneof({ arbitrary: oneLooks, weight: 1 }, { arbitrary: others, weight: 2 }), {
  maxLength: 25,
});
