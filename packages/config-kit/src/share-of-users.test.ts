import { assert, integer, property, uuid } from "fast-check";
import { expect, it } from "vitest";
import { isInShare } from "./share-of-users.ts";

const flag = "jobs_from_links";

it("has nobody in a share of 0, everybody in one of 100, and who is in a share in every greater one", () => {
  assert(
    property(uuid(), integer({ min: 0, max: 100 }), integer({ min: 0, max: 100 }), (user, one, other) => {
      expect(isInShare(flag, 0, user)).toBe(false);
      expect(isInShare(flag, 100, user)).toBe(true);
      const [less, more] = one < other ? [one, other] : [other, one];
      expect(!isInShare(flag, less, user) || isInShare(flag, more, user)).toBe(true);
    }),
  );
});

it("has about as many of the users as it says, always the same ones", () => {
  const users = Array.from({ length: 20_000 }, (_, index) => `user-${index}`);
  const inShare = users.filter((user) => isInShare(flag, 30, user));
  expect(inShare.length / users.length).toBeCloseTo(0.3, 1);
  expect(users.filter((user) => isInShare(flag, 30, user))).toEqual(inShare);
});
