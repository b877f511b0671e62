import type { SnapshotHealth } from "@agentos/contracts/snapshot/health";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { askedOwners, type AskedOwner } from "@agentos/contracts/snapshot/snapshot-parts";

type Services = NonNullable<Sections["system"]["services"]>;
type Watched = {
  answers: boolean;
  /** RFC 3339. */
  since: string;
  /** Questions in a row that were not answered. */
  missed: number;
  lastAnswerAt: string | null;
  tookMs: number | null;
};

/** One question that goes unanswered may be a busy moment; two in a row say that a service is down. */
const missedUntilDown = 2;

/** Which owners answer, and since when. */
export class OwnerWatch {
  readonly #watched = new Map<AskedOwner, Watched>();

  /** Begins with what an earlier builder saw. */
  constructor(earlier: Services | null = null) {
    for (const { service, answers, since } of earlier ?? []) {
      const owner = askedOwners.find((one) => one === service);
      if (owner) this.#watched.set(owner, { answers, since, missed: 0, lastAnswerAt: null, tookMs: null });
    }
  }

  /** Takes down that an owner has answered; whether that is news. */
  answered(owner: AskedOwner, tookMs: number, at = new Date()): boolean {
    const was = this.#watched.get(owner);
    const lastAnswerAt = at.toISOString();
    const since = was?.answers ? was.since : lastAnswerAt;
    this.#watched.set(owner, { answers: true, since, missed: 0, lastAnswerAt, tookMs: Math.round(tookMs) });
    return was?.answers === false;
  }

  /** Takes down that an owner has not answered; whether that is the news that it is down. */
  missed(owner: AskedOwner, at = new Date()): boolean {
    const was = this.#watched.get(owner);
    const known = was ?? { answers: false, since: at.toISOString(), missed: 0, lastAnswerAt: null, tookMs: null };
    const missed = known.missed + 1;
    const isNews = known.answers && missed >= missedUntilDown;
    const change = isNews ? { answers: false, since: at.toISOString() } : {};
    this.#watched.set(owner, { ...known, missed, ...change });
    return isNews;
  }

  /** For the snapshot. */
  get services(): Services {
    return this.#rows().map(([service, { answers, since }]) => ({ service, answers, since }));
  }

  /** For whoever asks how the snapshot is. */
  get owners(): SnapshotHealth["owners"] {
    return this.#rows().map(([owner, { answers, lastAnswerAt, tookMs }]) => ({
      owner,
      answers,
      last_answer_at: lastAnswerAt,
      took_ms: tookMs,
    }));
  }

  #rows(): [AskedOwner, Watched][] {
    return askedOwners.flatMap((owner) => {
      const watched = this.#watched.get(owner);
      return watched ? [[owner, watched] as [AskedOwner, Watched]] : [];
    });
  }
}
