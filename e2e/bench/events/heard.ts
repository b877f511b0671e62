import { setTimeout as sleep } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import type { NatsConnection } from "@nats-io/transport-node";
import { Client } from "pg";

/** Where events are written, and where they are heard. */
export type Line = { database: Client; nats: NatsConnection };

/** Opens both ends of the way of events: the database in an owner's own role, and NATS. */
export async function openLine(databaseUrl: string, nats: NatsConnection): Promise<Line> {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  return { database, nats };
}

export async function closeLine({ database, nats }: Line): Promise<void> {
  await database.end();
  await nats.close();
}

/** Milliseconds from the commit of one event to its message, `count` times, one after another at uneven moments. */
export async function hearOneByOne({ database, nats }: Line, count: number): Promise<number[]> {
  const waiting = new Map<string, () => void>();
  const subscription = nats.subscribe("aos.evt.jobs.>", {
    callback: (_error, message) => waiting.get(message.json<{ entity_id: string }>().entity_id)?.(),
  });
  await nats.flush();
  const took: number[] = [];
  for (let index = 0; index < count; index += 1) {
    await sleep(50 + Math.random() * 100);
    const id = randomUUID();
    const heard = new Promise<void>((resolve) => waiting.set(id, resolve));
    await database.query(
      `insert into events (id, name, entity, entity_id, version, payload, traceparent)
       values ($1::uuid, 'bench:event', 'bench', $1::uuid::text, 1, '{}', $2)`,
      [id, `00-${id.replaceAll("-", "")}-${id.slice(-12)}0000-01`],
    );
    const committedAt = performance.now();
    await heard;
    took.push(performance.now() - committedAt);
    waiting.delete(id);
  }
  subscription.unsubscribe();
  return took;
}
