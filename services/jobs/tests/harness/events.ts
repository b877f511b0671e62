import type { EventContract } from "@agentos/contracts/events/event-contract";
import { events } from "@agentos/contracts/events/events";

/** The contract of an event. */
export function eventByName(name: string): EventContract {
  const found = events.find((event) => event.name === name);
  if (!found) throw new Error(`there is no event ${name}`);
  return found;
}
