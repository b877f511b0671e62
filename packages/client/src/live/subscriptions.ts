import { channelNames, type ChannelName } from "@agentos/contracts/realtime/channels";
import type { ClientFrame, HubFrame } from "@agentos/contracts/realtime/frames";
import { EventSieve, type LiveEvent } from "./event-sieve.ts";

export type LivePatch = Extract<HubFrame, { op: "patch" }>;
export type Hello = Extract<HubFrame, { op: "hello" }>;
export type Subscribed = Extract<HubFrame, { op: "subscribed" }>;
export type ResyncReason = Extract<HubFrame, { op: "resync" }>["reason"];
/** A version of the snapshot. */
export type Place = { epoch: string; version: number };

/** What somebody wants to be told, and how. */
export type Subscription = {
  channels: readonly ChannelName[];
  /** Each event once, and none that a newer one of the same entity has overtaken. */
  onEvent?: (event: LiveEvent) => void;
  onPatch?: (patch: LivePatch) => void;
  /** Where the hub is, on each connection; before anything else. */
  onHello?: (hello: Hello) => void;
  /** From here on all of what is not refused is told, on each connection and after each time that the hub heard nothing itself; what happened before may have been missed. */
  onSubscribed?: () => void;
  /** Something was missed, and has to be read. */
  onResync?: (reason: ResyncReason) => void;
  onRefused?: (refused: readonly Refusal[]) => void;
  /** The version that is held, of which the snapshot's patches go on. */
  resumeFrom?: () => Place | undefined;
};

type Refusal = Subscribed["refused"][number];
type Entry = { subscription: Subscription; sieve: EventSieve; confirmed: boolean };

/** Who is told what, over one socket after the other. */
export class Subscriptions {
  readonly #entries = new Set<Entry>();
  /** Channels that the hub has answered for on this socket, with what it said where it refused. */
  readonly #answered = new Map<string, Refusal | undefined>();

  add(subscription: Subscription): Entry {
    const entry: Entry = { subscription, sieve: new EventSieve(), confirmed: false };
    this.#entries.add(entry);
    return entry;
  }

  /** What the hub has to be told of one more; undefined where it knows. */
  frameFor({ subscription }: Entry): ClientFrame | undefined {
    const known = subscription.channels.every((channel) => this.#answered.has(channel));
    return known && !subscription.resumeFrom ? undefined : subscribe([subscription]);
  }

  /** Forgets; returns what the hub has to be told, if nobody else wants it. */
  remove(entry: Entry): ClientFrame | undefined {
    if (!this.#entries.delete(entry)) return undefined;
    const wanted = new Set([...this.#entries].flatMap(({ subscription }) => subscription.channels));
    const channels = entry.subscription.channels.filter((channel) => !wanted.has(channel));
    for (const channel of channels) this.#answered.delete(channel);
    return channels.length === 0 ? undefined : { op: "unsubscribe", channels: [...channels] };
  }

  /** A new socket, which knows nothing; returns what to tell it. */
  begin(hello: Hello): ClientFrame | undefined {
    this.#answered.clear();
    for (const entry of this.#entries) entry.confirmed = false;
    for (const { subscription } of this.#entries) subscription.onHello?.(hello);
    const all = [...this.#entries].map(({ subscription }) => subscription);
    return all.length === 0 ? undefined : subscribe(all);
  }

  /** Confirms those whose channels have all been answered; tells whom something was refused, also later. */
  confirm(reply?: Subscribed): void {
    for (const name of reply?.channels ?? []) this.#answered.set(name, undefined);
    for (const refusal of reply?.refused ?? []) this.#answered.set(refusal.channel, refusal);
    const news = new Set(reply?.refused.map(({ channel }) => channel));
    for (const entry of this.#entries) {
      const { channels, onRefused, onSubscribed } = entry.subscription;
      const first = !entry.confirmed && channels.every((channel) => this.#answered.has(channel));
      const refused = channels.flatMap((channel) => this.#answered.get(channel) ?? []);
      const told = refused.filter(({ channel }) => first || news.has(channel));
      if (told.length > 0 && (first || entry.confirmed)) onRefused?.(told);
      if (!first) continue;
      entry.confirmed = true;
      if (refused.length < channels.length) onSubscribed?.();
    }
  }

  /** The hub did not hear what happens, and does again. */
  confirmAgain(): void {
    for (const { confirmed, subscription } of this.#entries) {
      const granted = subscription.channels.some((channel) => this.#answered.get(channel) === undefined);
      if (confirmed && granted) subscription.onSubscribed?.();
    }
  }

  tellEvent(event: LiveEvent): void {
    for (const { subscription, sieve } of this.#entries) {
      if (!subscription.onEvent || !subscription.channels.includes(event.channel)) continue;
      if (sieve.passes(event)) subscription.onEvent(event);
    }
  }

  tellPatch(patch: LivePatch): void {
    for (const { subscription } of this.#entries) {
      if (subscription.channels.includes("snapshot")) subscription.onPatch?.(patch);
    }
  }

  tellResync(reason: ResyncReason): void {
    for (const { subscription } of this.#entries) subscription.onResync?.(reason);
  }
}

function subscribe(all: readonly Subscription[]): ClientFrame {
  const wanted = new Set(all.flatMap(({ channels }) => channels));
  const place = all.map((one) => one.resumeFrom?.()).find((held) => held !== undefined);
  const channels = channelNames.filter((name) => wanted.has(name));
  return { op: "subscribe", channels, ...(place ? { resume_from: place } : {}) };
}
