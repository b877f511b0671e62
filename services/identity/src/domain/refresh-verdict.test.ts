import { array, assert, boolean, integer, nat, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeRefresh, type PresentedToken } from "./refresh-verdict.ts";

const graceSeconds = 30;
const good: PresentedToken = {
  endReason: null,
  accountDisabled: false,
  expired: false,
  usedSecondsAgo: null,
  successorUsed: false,
};

describe("judgeRefresh", () => {
  it.each<[string, Partial<PresentedToken>, string]>([
    ["first use", {}, "rotate"],
    ["repeated at once", { usedSecondsAgo: 1 }, "again"],
    ["repeated by a transaction that began before the first one ended", { usedSecondsAgo: -0.2 }, "again"],
    ["repeated after the successor was used", { usedSecondsAgo: 1, successorUsed: true }, "reused"],
    ["repeated late", { usedSecondsAgo: 31 }, "reused"],
    ["of a session that a reuse has ended", { endReason: "token_reused" }, "reused"],
    ["of a session that was signed out", { endReason: "logout", usedSecondsAgo: 100 }, "expired"],
    ["expired", { expired: true }, "expired"],
    ["of a disabled account", { accountDisabled: true }, "disabled"],
  ])("%s", (_, what, verdict) => {
    expect(judgeRefresh({ ...good, ...what }, graceSeconds)).toBe(verdict);
  });
});

/** A session as the database would have it: tokens in a chain, by the verdicts alone. */
class Session {
  readonly #usedAt: (number | null)[] = [null];
  #ended = false;
  #now = 0;

  wait(seconds: number): void {
    this.#now += seconds;
  }

  get length(): number {
    return this.#usedAt.length;
  }

  /** Presents the token of that generation; returns the generation of the successor, or null. */
  present(generation: number): number | null {
    const usedAt = this.#usedAt[generation] ?? null;
    const verdict = judgeRefresh(
      {
        ...good,
        endReason: this.#ended ? "token_reused" : null,
        usedSecondsAgo: usedAt === null ? null : this.#now - usedAt,
        successorUsed: (this.#usedAt[generation + 1] ?? null) !== null,
      },
      graceSeconds,
    );
    if (verdict === "reused") this.#ended = true;
    if (verdict !== "rotate" && verdict !== "again") return null;
    if (verdict === "rotate") {
      this.#usedAt[generation] = this.#now;
      this.#usedAt.push(null);
    }
    return generation + 1;
  }
}

const pauses = array(integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 30 });

describe("a session", () => {
  it("goes on for an owner who is alone, however often replies are lost for a while", () => {
    assert(
      property(
        array(tuple(integer({ min: 0, max: 900 }), array(integer({ min: 0, max: 9 }), { maxLength: 3 }))),
        (turns) => {
          const session = new Session();
          let mine = 0;
          for (const [pause, repeats] of turns) {
            session.wait(pause);
            let next = session.present(mine);
            for (const seconds of repeats) {
              session.wait(seconds);
              next = session.present(mine);
            }
            expect(next).toBe(mine + 1);
            mine = next ?? 0;
          }
        },
      ),
    );
  });

  it("does not serve two who hold the same token for longer than one of them pauses", () => {
    assert(
      property(pauses, array(boolean(), { minLength: 8, maxLength: 30 }), (waits, turns) => {
        const session = new Session();
        const holds = { owner: 0, thief: 0 };
        let served = 0;
        for (const [index, thief] of turns.entries()) {
          // Everyone refreshes when an access token runs out, minutes later.
          session.wait(300 + (waits[index % waits.length] ?? 0));
          const who = thief ? "thief" : "owner";
          const next = session.present(holds[who]);
          if (next === null) return;
          holds[who] = next;
          served = Math.max(served, Math.min(holds.owner, holds.thief));
        }
        expect(served).toBe(0);
      }),
    );
  });

  it("never has more than one token that works", () => {
    assert(
      property(array(tuple(nat(40), nat(20))), (steps) => {
        const session = new Session();
        for (const [wait, generation] of steps) {
          session.wait(wait);
          session.present(generation % session.length);
        }
        let works = 0;
        for (let generation = 0; generation < session.length - 1; generation += 1) {
          session.wait(31);
          if (session.present(generation) !== null) works += 1;
        }
        expect(works).toBe(0);
      }),
    );
  });
});
