import { serviceDown, serviceUp } from "@agentos/contracts/events/ticks";
import type { SnapshotHealth } from "@agentos/contracts/snapshot/health";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import { snapshotPace } from "@agentos/contracts/snapshot/snapshot";
import { askedOwners, type AskedOwner } from "@agentos/contracts/snapshot/snapshot-parts";
import { tick } from "@agentos/messaging/tick";
import { pause, repeat } from "@agentos/service-kit/loop";
import { answersWithin } from "./answers-within.ts";
import { Bell } from "./bell.ts";
import type { SnapshotBytes } from "./held-snapshot.ts";
import { makeDashboard } from "./make-dashboard.ts";
import { OwnerDesk, type Asked } from "./owner-desk.ts";
import { OwnerFields } from "./owner-fields.ts";
import { OwnerWatch } from "./owner-watch.ts";
import { Publisher, type PublisherOptions } from "./publisher.ts";
import { readEarlier } from "./read-snapshot.ts";

export type BuilderOptions = PublisherOptions & {
  /** Running copy of the service. */
  instance: string;
  /** Milliseconds since the connection to NATS was made; 0 while there is none. */
  connectedMs(): number;
  /** An owner answers again. */
  onRecovered(owner: AskedOwner): void;
};

/** How often an owner that has not answered is asked again. */
const retryMs = 1000;
/** How often is looked whether a build is there that somebody waits for. */
const lookMs = 50;
/** Whoever has built meanwhile is heard within this time after a connection is there again. */
const hearingMs = snapshotPace.heartbeatMs + 200;

/** Builds the snapshot of one epoch from the owners' answers, at most five times a second, and publishes each version. */
export class SnapshotBuilder {
  readonly #options: BuilderOptions;
  readonly #desks: readonly OwnerDesk[];
  readonly #fields: OwnerFields;
  readonly #watch: OwnerWatch;
  readonly #publisher: Publisher;
  readonly #bell = new Bell();
  /** Everything is to be asked; then what is found holds as of now. */
  #warmDue = true;
  #isFirst = true;
  #confirmedAt = new Date();

  constructor(epoch: string, options: BuilderOptions) {
    const earlier = readEarlier(options.held.bytes);
    this.#options = options;
    this.#desks = askedOwners.map((owner) => new OwnerDesk(owner, options));
    this.#fields = new OwnerFields(earlier);
    this.#watch = new OwnerWatch(earlier?.snapshot.system.services);
    this.#publisher = new Publisher(epoch, options);
  }

  /** Builds until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { log, metrics } = this.#options;
    metrics.building.set(1);
    await Promise.all([
      this.#tick(signal),
      repeat({ name: "warm", everyMs: snapshotPace.warmMs, signal, log, work: async () => this.#warm() }),
      repeat({ name: "ask again", everyMs: retryMs, signal, log, work: async () => this.#askAgain() }),
      repeat({ name: "heartbeat", everyMs: snapshotPace.heartbeatMs, signal, log, work: async () => this.#beat() }),
    ]);
    metrics.building.set(0);
  }

  /** Asks an owner for sections anew, with the next build. Errors: it did not answer. */
  async refresh(owner: AskedOwner, sections: readonly SectionName[]): Promise<void> {
    const told = this.#desks.find((desk) => desk.owner === owner)?.told(sections);
    this.#bell.ring();
    await told;
  }

  /** The latest bytes; waits for the first build, however many ask. */
  current(): Promise<SnapshotBytes> {
    return this.#publisher.current();
  }

  /** Asks everybody anew; the bytes of what they say now. Errors: the signal's. */
  async rebuild(signal: AbortSignal): Promise<SnapshotBytes> {
    const since = Date.now();
    this.#warm();
    for (;;) {
      const bytes = await this.current();
      if (Date.parse(bytes.confirmed_at) >= since) return bytes;
      signal.throwIfAborted();
      await pause(lookMs, signal);
    }
  }

  async health(): Promise<SnapshotHealth> {
    const { epoch, version, confirmed_at } = await this.current();
    const { stale } = this.#fields;
    return { epoch, version, confirmed_at, builder: this.#options.instance, stale, owners: this.#watch.owners };
  }

  #warm(): void {
    this.#warmDue = true;
    this.#bell.ring();
  }

  #askAgain(): void {
    for (const desk of this.#desks) if (desk.silent) desk.want();
    if (this.#desks.some((desk) => desk.due)) this.#bell.ring();
  }

  #beat(): void {
    if (this.#isHeard) this.#publisher.beat();
  }

  /** Whether what is said here is heard, and a greater epoch would have been. */
  get #isHeard(): boolean {
    return this.#options.connectedMs() >= hearingMs;
  }

  async #tick(signal: AbortSignal): Promise<void> {
    const { log, metrics } = this.#options;
    while (!signal.aborted) {
      await this.#bell.heard(signal);
      const startedAt = performance.now();
      try {
        if (!signal.aborted && this.#isHeard) await this.#build(signal, startedAt);
      } catch (error) {
        metrics.builds.inc({ result: "failed" });
        log.error({ err: error }, "the snapshot was not built");
      }
      await pause(Math.max(0, startedAt + snapshotPace.versionMs - performance.now()), signal);
    }
  }

  async #build(signal: AbortSignal, startedAt: number): Promise<void> {
    const { metrics } = this.#options;
    const isWarm = this.#warmDue;
    const askedAt = new Date();
    this.#warmDue = false;
    if (isWarm) for (const desk of this.#desks) desk.want();
    const due = this.#desks.filter((desk) => desk.due);
    // Who has not answered last time is asked, but not waited for: the others' news is not to be late for that.
    const waitedFor = due.filter((desk) => this.#isFirst || !desk.silent);
    for (const desk of due.filter((one) => !waitedFor.includes(one))) void this.#askAside(desk);
    const asked = await Promise.all(waitedFor.map((desk) => desk.ask()));
    if (!(await this.#take(asked)) || signal.aborted) return;
    if (isWarm && asked.some(({ answer }) => answer && Object.keys(answer).length > 0)) this.#confirmedAt = askedAt;
    this.#isFirst = false;
    const isNew = await this.#publisher.publish(this.#state(), this.#confirmedAt, startedAt);
    metrics.builds.inc({ result: isNew ? "new_version" : "unchanged" });
    metrics.seconds.observe((performance.now() - startedAt) / 1000);
  }

  #state() {
    const system = { services: this.#watch.services };
    this.#fields.take("read-model", ["system"], { system });
    const { sections, stale } = this.#fields;
    return { stale, dashboard: makeDashboard(sections), ...sections };
  }

  /** Asks an owner that was silent; where it answers, everything is built anew. */
  async #askAside(desk: OwnerDesk): Promise<void> {
    const isTaken = await this.#take([await desk.ask()]);
    if (isTaken) this.#bell.ring();
    if (!isTaken || desk.silent) return;
    this.#options.log.info({ owner: desk.owner }, "an owner answers again");
    this.#options.onRecovered(desk.owner);
    this.#warm();
  }

  /** Takes down what came of questions; false where none was answered because NATS is away, which says nothing of the owners. */
  async #take(asked: readonly Asked[]): Promise<boolean> {
    const isSilence = asked.length > 0 && asked.every(({ answer }) => !answer);
    if (isSilence && !(await answersWithin(this.#options.nc, snapshotPace.ownerMs))) return false;
    for (const one of asked) {
      this.#note(one);
      // What is told is at least as new as the question.
      const at = new Date(Date.now() - one.tookMs);
      if (one.answer) this.#fields.take(one.owner, one.sections, one.answer, at);
      else this.#fields.miss(one.owner, one.sections);
    }
    return true;
  }

  #note({ owner, answer, tookMs }: Asked): void {
    const { nc, metrics, log } = this.#options;
    metrics.ownerSeconds.observe({ owner, result: answer ? "answered" : "missed" }, tookMs / 1000);
    const isNews = answer ? this.#watch.answered(owner, tookMs) : this.#watch.missed(owner);
    if (!isNews) return;
    log.warn({ owner, answers: Boolean(answer) }, "a service has stopped or begun to answer");
    tick(nc, answer ? serviceUp : serviceDown, { service: owner });
  }
}
