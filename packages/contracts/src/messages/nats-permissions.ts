import { ticks } from "../events/ticks.ts";
import { schemaOwners, type ServiceName } from "../services.ts";
import { subjectOf } from "./message-contract.ts";
import { hints, requests } from "./messages.ts";

export type NatsPermissions = { publish: string[]; subscribe: string[]; allowResponses: boolean };

/** Subject prefix of an owner's events, kept in the JetStream stream `eventStream`. */
export function eventSubjects(owner: ServiceName): string {
  return `aos.evt.${owner}.>`;
}

/** Subject of what an owner tells and nobody keeps. */
export function tickSubject(owner: ServiceName, name: string): string {
  return `aos.live.${owner}.${name}`;
}

/** Subjects of all events and ticks, for who tells people of them. */
export const everythingTold = { events: "aos.evt.>", ticks: "aos.live.>" } as const;

/** The one JetStream stream; only a copy for delivery: the truth of events is in each owner's table. */
export const eventStream = { name: "AOS_EVENTS", subjects: everythingTold.events } as const;

/** Inbox prefix of a service, so that none can read another's replies. */
export function inboxPrefix(service: ServiceName): string {
  return `_INBOX_${service}`;
}

/** Whom events and ticks are told to as they are stored, beside the stream. */
const heardBy: Partial<Record<ServiceName, readonly string[]>> = {
  "read-model": Object.values(everythingTold),
  system: [eventSubjects("fleet")],
};

/** What a service may publish and subscribe to, derived from the message contracts. */
export function natsPermissions(service: ServiceName): NatsPermissions {
  const asks = requests.filter((r) => r.callers.includes(service)).map(subjectOf);
  const answers = requests.filter((r) => r.owner === service).map(subjectOf);
  const hintsOut = hints.filter((h) => h.owner === service).map(subjectOf);
  const hintsIn = hints.filter((h) => h.listeners.includes(service)).map(subjectOf);
  const ownsEvents = (schemaOwners as readonly ServiceName[]).includes(service);
  const tells = ticks.some(({ owner }) => owner === service) ? [tickSubject(service, ">")] : [];
  // It hears events as they are stored; what it misses it sees in the owners' own answers.
  const hears = heardBy[service] ?? [];
  const stream = ["INFO", "CREATE", "UPDATE"].map((verb) => `$JS.API.STREAM.${verb}.${eventStream.name}`);
  return {
    publish: [
      ...asks,
      ...hintsOut,
      ...tells,
      ...(ownsEvents ? [eventSubjects(service), "$JS.API.INFO", ...stream] : []),
    ],
    subscribe: [`${inboxPrefix(service)}.>`, ...answers, ...hintsIn, ...hears],
    allowResponses: answers.length > 0,
  };
}
