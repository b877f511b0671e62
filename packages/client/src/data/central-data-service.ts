import { eventTable } from "@agentos/contracts/events/event-table";
import { channelNames, type ChannelName } from "@agentos/contracts/realtime/channels";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import { pagedSections, type PagedSection } from "@agentos/contracts/snapshot/section-queries";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { QueryClient } from "@tanstack/query-core";
import type { ApiClient } from "../api-client.ts";
import type { LiveConnection } from "../live/live-connection.ts";
import { createPageSignals, type PageSignals } from "../live/page-signals.ts";
import { SnapshotFollower } from "../live/snapshot-follower.ts";
import type { SnapshotView } from "../live/snapshot-view.ts";
import type { Observable } from "../observed.ts";
import { Assumptions, type Assumption } from "./assumptions.ts";
import { freshMsOf, tellerOf } from "./domains.ts";
import { SectionRows, type RowsOptions } from "./section-rows.ts";
import type { SectionState } from "./section-state.ts";
import { SectionView } from "./section-view.ts";

export type CentralDataOptions = {
  client: ApiClient;
  /** The socket; whoever has opened it starts and stops it. */
  connection: LiveConnection;
  signals?: PageSignals;
};

type AnyRows = SectionRows<PagedSection>;

/** Somebody may only be on the way from one view to another: it is followed for so much longer, in milliseconds. */
const lingerMs = 60_000;
/** By then the effect of an action that has ended is in what is read. */
const effectMs = 2000;

/**
 * Everything that staff sees, read once for however many views: the snapshot is one request, from which each view takes its
 * sections; it is shown at once, old or not, and asked for anew where it is older than its domain allows. Changes come by the
 * socket; while there is none it is polled, as long as somebody watches. Needs closing.
 */
export class CentralDataService {
  readonly #client: ApiClient;
  readonly #follower: SnapshotFollower;
  readonly #connection: LiveConnection;
  readonly #queries = new QueryClient();
  readonly #assumptions = new Assumptions(() => this.#changed());
  readonly #views = new Map<SectionName, SectionView<SectionName>>();
  readonly #rows = new Set<AnyRows>();
  readonly #outdatedAt = new Map<string, number>();
  readonly #stops: (() => void)[];
  #unfollow: (() => void) | undefined;
  #linger: ReturnType<typeof setTimeout> | undefined;
  #effects: ReturnType<typeof setTimeout> | undefined;
  #shown: Sections | undefined;
  #lookedAt: number | undefined;
  #wasLive = false;
  #watchers = 0;
  #hurried = 0;

  constructor({ client, connection, signals = createPageSignals() }: CentralDataOptions) {
    this.#client = client;
    this.#connection = connection;
    const isHasty = (): boolean => signals.visible() && (this.#hurried > 0 || this.#assumptions.open);
    this.#follower = new SnapshotFollower({ client, connection, isHasty });
    this.#stops = [
      this.#follower.subscribe((view, changed) => this.#follow(view, changed)),
      signals.listen({
        wake: () => !this.#isLive() && this.#watchers > 0 && this.refresh(),
        hide: () => this.#follower.paceChanged(),
        doubt: () => undefined,
      }),
    ];
  }

  /** A section, as all views see it. */
  section<Section extends SectionName>(section: Section): Observable<SectionState<Section>> {
    const view =
      this.#views.get(section) ??
      new SectionView<SectionName>(section, {
        known: () => ({ view: this.#follower.view, shown: this.#show() }),
        watch: (watched) => this.#watch(freshMsOf(watched)),
      });
    this.#views.set(section, view);
    return view as unknown as Observable<SectionState<Section>>;
  }

  /** The rows behind a section, filtered and page by page: for one view, which closes it. */
  rows<Section extends PagedSection>(section: Section, options: RowsOptions<Section> = {}): SectionRows<Section> {
    const rows = new SectionRows<Section>(section, options, {
      client: this.#client,
      queries: this.#queries,
      live: () => this.#isLive(),
      outdatedAt: () => this.#outdatedAt.get(tellerOf(section)) ?? Number.NEGATIVE_INFINITY,
      watch: () => this.#watch(Number.POSITIVE_INFINITY),
      closed: () => void this.#rows.delete(rows as unknown as AnyRows),
    });
    this.#rows.add(rows as unknown as AnyRows);
    return rows;
  }

  /** Asks for everything that is shown anew, soon; how that went is in the states. */
  refresh(): void {
    for (const rows of this.#rows) rows.refresh();
    this.#follower.refresh();
  }

  /** Shows an effect before the server tells of it; whoever assumes it says what has become of it. */
  assume(effect: (sections: Sections) => Partial<Sections>): Assumption {
    const assumption = this.#assumptions.assume(effect);
    this.#follower.paceChanged();
    return assumption;
  }

  /** Somebody waits for something that is under way: it is looked for more often, while nobody tells of it. Returns how to end that. */
  hurry(): () => void {
    this.#hurried += 1;
    this.#follower.paceChanged();
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.#hurried -= 1;
      this.#lookForEffects();
    };
  }

  close(): void {
    clearTimeout(this.#linger);
    clearTimeout(this.#effects);
    this.#assumptions.close();
    for (const stop of this.#stops) stop();
    for (const rows of this.#rows) rows.close();
    this.#stop();
    this.#queries.clear();
  }

  /** Where nobody tells of what an action has done, it is looked for at once and once more. */
  #lookForEffects(): void {
    if (this.#isLive() || this.#watchers === 0) return;
    this.refresh();
    clearTimeout(this.#effects);
    this.#effects = setTimeout(() => this.refresh(), effectMs);
  }

  #watch(freshMs: number): () => void {
    this.#watchers += 1;
    clearTimeout(this.#linger);
    if (!this.#unfollow) this.#start();
    else if (!this.#isLive() && Date.now() - (this.#follower.view.confirmedAt ?? 0) >= freshMs)
      this.#follower.refresh();
    return () => {
      this.#watchers -= 1;
      if (this.#watchers === 0) this.#linger = setTimeout(() => this.#stop(), lingerMs);
    };
  }

  #start(): void {
    this.#follower.start();
    this.#unfollow = this.#connection.follow({
      channels: channelsOfRows,
      onEvent: ({ type }) => this.#outdate(eventTable[type]?.invalidates ?? []),
      onResync: () => this.#outdate(tellers),
    });
  }

  #stop(): void {
    this.#unfollow?.();
    this.#unfollow = undefined;
    this.#follower.stop();
  }

  #isLive(): boolean {
    return this.#follower.view.freshness === "live";
  }

  #follow({ confirmedAt, freshness }: SnapshotView, changed: readonly string[]): void {
    const live = freshness === "live";
    // What happened to rows before anybody told of it is not known; while nobody does, they are as old as the last look.
    const unheard = live !== this.#wasLive || (!live && confirmedAt !== this.#lookedAt);
    if (this.#lookedAt !== undefined) this.#outdate(unheard ? tellers : changed);
    this.#lookedAt = confirmedAt;
    this.#wasLive = live;
    this.#changed();
  }

  #outdate(sections: readonly string[]): void {
    for (const section of sections) this.#outdatedAt.set(section, Date.now());
    for (const rows of this.#rows) if (sections.includes(tellerOf(rows.section))) rows.outdated();
  }

  #show(): Sections | undefined {
    const { document } = this.#follower.view;
    this.#shown ??= document && this.#assumptions.applied(document);
    return this.#shown;
  }

  #changed(): void {
    this.#shown = undefined;
    for (const view of this.#views.values()) view.update();
  }
}

/** Sections whose changes make rows old, and the channels that tell of such. */
const tellers: readonly SectionName[] = pagedSections.map(tellerOf);
const channelsOfRows: readonly ChannelName[] = channelNames.filter((name) =>
  Object.values(eventTable).some(
    ({ channels, invalidates }) => channels.includes(name) && invalidates.some((section) => tellers.includes(section)),
  ),
);
