import { schemaOwners, type ServiceName } from "../services.ts";
import { subjectOf } from "./message-contract.ts";
import { hints, requests } from "./messages.ts";

export type NatsPermissions = { publish: string[]; subscribe: string[]; allowResponses: boolean };

/** Subject prefix of an owner's events, kept in the JetStream stream `eventStream`. */
export function eventSubjects(owner: ServiceName): string {
  return `aos.evt.${owner}.>`;
}

/** The one JetStream stream; only a copy for delivery: the truth of events is in each owner's table. */
export const eventStream = { name: "AOS_EVENTS", subjects: "aos.evt.>" } as const;

/** Inbox prefix of a service, so that none can read another's replies. */
export function inboxPrefix(service: ServiceName): string {
  return `_INBOX_${service}`;
}

/** What a service may publish and subscribe to, derived from the message contracts. */
export function natsPermissions(service: ServiceName): NatsPermissions {
  const asks = requests.filter((r) => r.callers.includes(service)).map(subjectOf);
  const answers = requests.filter((r) => r.owner === service).map(subjectOf);
  const hintsOut = hints.filter((h) => h.owner === service).map(subjectOf);
  const hintsIn = hints.filter((h) => h.listeners.includes(service)).map(subjectOf);
  const ownsEvents = (schemaOwners as readonly ServiceName[]).includes(service);
  const stream = ["INFO", "CREATE", "UPDATE"].map((verb) => `$JS.API.STREAM.${verb}.${eventStream.name}`);
  return {
    publish: [...asks, ...hintsOut, ...(ownsEvents ? [eventSubjects(service), "$JS.API.INFO", ...stream] : [])],
    subscribe: [`${inboxPrefix(service)}.>`, ...answers, ...hintsIn],
    allowResponses: answers.length > 0,
  };
}
