import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import type { ApiClient } from "../api-client.ts";
import { backoffMs } from "../backoff.ts";
import type { LiveConnection } from "./live-connection.ts";
import { pollPace, pollPaces } from "./live-state.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { SnapshotReplica, type PatchedSection } from "./snapshot-replica.ts";
import type { SnapshotView } from "./snapshot-view.ts";
import type { Place } from "./subscriptions.ts";

export type SnapshotFollowerOptions = {
  connection: LiveConnection;
  client: Pick<ApiClient, "readIfChanged">;
  /** Somebody looks at something that is under way: it is asked more often while the connection is down. */
  isHasty?: () => boolean;
  random?: () => number;
};

/** All clients of a hub learn at the same moment that they missed something: they read within this time, at random. */
const spreadMs = 2000;
/** What a hub sends after a resumption, or what was overtaken on the way, arrives within this time. */
const settleMs = 1000;
/** Even while patches come, the document is asked for now and then; mostly the answer is that it is the same. */
const verifyMs = 60_000;
const readWithinMs = 15_000;

/**
 * Keeps the snapshot as the hub tells it, for staff: reads it once, applies the patches, and reads it anew when something was
 * missed, or every now and then while nothing is told. What it shows is never known to be old without `view` saying so.
 */
export class SnapshotFollower {
  readonly #replica = new SnapshotReplica();
  readonly #options: Required<SnapshotFollowerOptions>;
  readonly #listeners = new Set<(view: SnapshotView, changed: readonly PatchedSection[]) => void>();
  #running: (() => void)[] = [];
  #stop = new AbortController();
  #timer: { due: number; handle: ReturnType<typeof setTimeout> } | undefined;
  #gapTimer: ReturnType<typeof setTimeout> | undefined;
  #reading = false;
  #failures = 0;
  #etag: string | undefined;
  #problem: Error | undefined;
  #confirmedAt: number | undefined;
  /** The hub has confirmed on this socket that it tells of everything. */
  #told = false;
  /** What was told so far is not all: it counts again after the next read. */
  #missed = true;
  /** Counts the reasons for a read, so that one that was begun before the latest of them does not count as its answer. */
  #reasons = 0;
  /** The server did not know whether what it gave was the latest. */
  #servedOld = false;
  #view: SnapshotView;

  constructor(options: SnapshotFollowerOptions) {
    this.#options = { isHasty: () => false, random: Math.random, ...options };
    this.#view = this.#look();
  }

  /** What can be shown; another object after each change, and only then. */
  get view(): SnapshotView {
    return this.#view;
  }

  /** Calls the listener after each change, with the sections that are others now; returns how to stop that. */
  subscribe(listener: (view: SnapshotView, changed: readonly PatchedSection[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls the listener when one section has changed; returns how to stop that. */
  subscribeTo<Section extends PatchedSection>(
    section: Section,
    listener: (value: Snapshot[Section]) => void,
  ): () => void {
    return this.subscribe(({ document }, changed) => {
      if (document && changed.includes(section)) listener(document[section]);
    });
  }

  /** Begins to follow; the connection is started and stopped by whoever owns it. */
  start(): void {
    if (this.#running.length > 0) return;
    this.#stop = new AbortController();
    const { connection } = this.#options;
    this.#running = [
      connection.subscribe(() => this.#connectionChanged()),
      connection.follow({
        channels: ["snapshot"],
        resumeFrom: () => this.#resumeFrom(),
        onHello: ({ epoch, version }) => {
          if (epoch !== null && version !== null) this.#replica.tell({ epoch, version });
        },
        onSubscribed: () => {
          this.#told = true;
          if (this.#missed) this.#readFor(this.#replica.document ? this.#options.random() * spreadMs : 0);
          this.#settle([]);
        },
        onRefused: () => {
          // Not, or no longer, for this account or from here: what may be read is read.
          this.#told = false;
          this.#changed([]);
          this.#readFor(0);
        },
        onPatch: (patch) => this.#settle(this.#replica.patch(patch)),
        onResync: () => {
          this.#missed = true;
          this.#changed([]);
          this.#readFor(this.#options.random() * spreadMs);
        },
      }),
    ];
    this.#readWithin(0);
  }

  stop(): void {
    for (const end of this.#running.splice(0)) end();
    this.#stop.abort();
    clearTimeout(this.#timer?.handle);
    clearTimeout(this.#gapTimer);
    this.#timer = this.#gapTimer = undefined;
    this.#told = false;
    this.#missed = true;
    this.#changed([]);
  }

  /** Reads now, as somebody wants to see the latest; with whoever is reading already. */
  refresh(): void {
    if (!this.#reading) this.#readWithin(0);
  }

  /** To be called when `isHasty` begins to say something else. */
  paceChanged(): void {
    if (this.#options.connection.state.status !== "live") this.#readWithin(this.#pace());
  }

  #resumeFrom(): Place | undefined {
    const { place } = this.#replica;
    // The hub sends what came after this place, or says that it cannot: then nothing is missed but what it tells.
    this.#missed = place === undefined;
    return place;
  }

  /** A patch has come, or should: if it leaves a gap for longer than things take to arrive, the document is read. */
  #settle(changed: readonly PatchedSection[]): void {
    if (changed.length > 0) this.#servedOld = false;
    this.#changed(changed);
    if (!this.#replica.behind || this.#gapTimer !== undefined) return;
    this.#gapTimer = setTimeout(
      () => {
        this.#gapTimer = undefined;
        if (this.#replica.behind) this.#readWithin(0);
      },
      settleMs + this.#options.random() * spreadMs,
    );
  }

  #connectionChanged(): void {
    const { status } = this.#options.connection.state;
    const wasDown = this.#view.connection.status === "down";
    if (status !== "live") {
      if (this.#view.freshness === "live") this.#confirmedAt = this.#options.connection.heardAt ?? Date.now();
      this.#told = false;
      this.#missed = true;
    }
    this.#changed([]);
    // What was not told since the connection was lost is asked for at once, and from then on at the usual pace.
    this.#readWithin(status === "down" && !wasDown ? this.#options.random() * spreadMs : this.#pace());
  }

  #pace(): number {
    const { connection, isHasty } = this.#options;
    return pollPace(connection.state, isHasty()) ?? (this.#told ? verifyMs : pollPaces.usual);
  }

  #readFor(ms: number): void {
    this.#reasons++;
    this.#readWithin(ms);
  }

  /** Reads after this time at the latest. */
  #readWithin(ms: number): void {
    const due = Date.now() + ms;
    if (this.#running.length === 0 || (this.#timer && this.#timer.due <= due)) return;
    clearTimeout(this.#timer?.handle);
    this.#timer = { due, handle: setTimeout(() => void this.#read(), ms) };
  }

  async #read(): Promise<void> {
    this.#timer = undefined;
    // What is asked for during a read is asked of the next: this one may have been answered before.
    if (this.#reading) return this.#readWithin(settleMs);
    this.#reading = true;
    const { signal } = this.#stop;
    const [began, reasons] = [Date.now(), this.#reasons];
    try {
      const within = AbortSignal.any([signal, AbortSignal.timeout(readWithinMs)]);
      const reading = await readSnapshot(this.#options.client, this.#etag, within);
      if (signal.aborted) return;
      this.#etag = reading.etag;
      this.#confirmedAt = began - reading.ageSeconds * 1000;
      this.#servedOld = reading.stale;
      this.#problem = undefined;
      const changed = reading.document ? this.#replica.load(reading.document) : [];
      // One that was begun before the hub told of everything may lack what happened in between.
      if (this.#told && reasons === this.#reasons) this.#missed = false;
      this.#changed(changed);
    } catch (error) {
      if (signal.aborted) return;
      this.#problem = error instanceof Error ? error : new Error(String(error));
      this.#changed([]);
    } finally {
      this.#reading = false;
    }
    this.#planNext();
  }

  #planNext(): void {
    const behind = this.#problem !== undefined || this.#replica.behind || this.#missed;
    const live = this.#told && this.#options.connection.state.status === "live";
    this.#failures = behind ? this.#failures + 1 : 0;
    const soon = backoffMs(this.#failures, { firstMs: settleMs, mostMs: verifyMs / 2, random: this.#options.random });
    this.#readWithin(live && behind ? soon : this.#pace());
  }

  #changed(changed: readonly PatchedSection[]): void {
    this.#view = this.#look();
    for (const listener of this.#listeners) listener(this.#view, changed);
  }

  #look(): SnapshotView {
    const { document } = this.#replica;
    const connection = this.#options.connection.state;
    const known = !this.#replica.behind && !this.#servedOld;
    const live = connection.status === "live" && this.#told && !this.#missed && known;
    const polled = known && this.#problem === undefined;
    return {
      document,
      freshness: !document ? "loading" : live ? "live" : polled ? "polled" : "old",
      confirmedAt: document && (live ? Date.now() : this.#confirmedAt),
      stale: document?.stale ?? [],
      connection,
      problem: this.#problem,
    };
  }
}
