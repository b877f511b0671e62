import { array, assert, integer, property } from "fast-check";
import { expect, it } from "vitest";
import { planRotation, type KeyAge, type RotationPolicy } from "./key-rotation.ts";

const policy: RotationPolicy = { active: 1000, published: 100, retiring: 50 };

/** Carries a plan out, as the database does. */
function carryOut(keys: KeyAge[], names: () => string): KeyAge[] {
  let now = keys;
  for (const step of planRotation(keys, policy)) {
    if (step.do === "drop") now = now.filter((key) => key.kid !== step.kid);
    if (step.do === "make") now = [...now, { kid: names(), state: step.state, secondsInState: 0 }];
    if (step.do === "promote") {
      now = now.map((key) => {
        if (key.kid === step.kid) return { ...key, state: "active", secondsInState: 0 };
        return key.state === "active" ? { ...key, state: "retiring", secondsInState: 0 } : key;
      });
    }
  }
  return now;
}

it("always has one key that signs, which was published in time, and keeps the last one while its tokens live", () => {
  assert(
    property(array(integer({ min: 1, max: 60 }), { minLength: 60, maxLength: 200 }), (waits) => {
      let made = 0;
      let clock = 0;
      const publishedAt = new Map<string, number>();
      const signedUntil = new Map<string, number>();
      let keys: KeyAge[] = [];
      for (const wait of waits) {
        clock += wait;
        keys = carryOut(
          keys.map((key) => ({ ...key, secondsInState: key.secondsInState + wait })),
          () => `key-${(made += 1)}`,
        );
        for (const { kid } of keys) if (!publishedAt.has(kid)) publishedAt.set(kid, clock);
        const active = keys.filter((key) => key.state === "active");
        expect(active).toHaveLength(1);
        const kid = active[0]?.kid ?? "";
        const isSuccessor = signedUntil.size > 0 && !signedUntil.has(kid);
        const known = clock - (publishedAt.get(kid) ?? clock);
        expect(known).toBeGreaterThanOrEqual(isSuccessor ? policy.published : 0);
        signedUntil.set(kid, clock);
        const needed = [...signedUntil]
          .filter(([, until]) => clock - until < policy.retiring)
          .map(([signer]) => signer);
        expect(keys.map((key) => key.kid)).toEqual(expect.arrayContaining(needed));
      }
      expect(keys.length).toBeLessThanOrEqual(3);
    }),
  );
});
