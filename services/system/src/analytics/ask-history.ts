import { eventHistoryQueries, type HistoryOwner } from "@agentos/contracts/messages/event-history";
import { ask } from "@agentos/messaging/request";
import type { NatsConnection } from "@nats-io/transport-node";
import { countedNames, type Told } from "./fold.ts";

export type HistoryPage = { told: (Told & { seq: number })[]; upTo: number; last: number };

/** The next page of an owner's events, of those that are counted. */
export async function askHistory(nc: NatsConnection, owner: HistoryOwner, after: number): Promise<HistoryPage> {
  const page = await ask(nc, eventHistoryQueries[owner], { after, names: countedNames(owner) });
  const told = page.events.map(({ at, ...event }) => ({ ...event, at: Date.parse(at) }));
  return { told, upTo: page.up_to, last: page.last };
}
