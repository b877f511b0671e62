import { expect, it } from "vitest";
import { PatchRing } from "./patch-ring.ts";

const patch = (from: number, bytes = 10) => ({ from, to: from + 1, frame: Buffer.alloc(bytes, from) });

function ringOf(count: number, most: { patches: number; bytes: number }, bytes?: number): PatchRing {
  const ring = new PatchRing(most);
  for (let from = 0; from < count; from += 1) ring.push(patch(from, bytes));
  return ring;
}

const versions = (ring: PatchRing, after: number) => ring.after(after)?.map((frame) => frame[0]);

it("gives all that came after a version, as long as it has all of it", () => {
  const ring = ringOf(6, { patches: 4, bytes: 1000 });
  expect(versions(ring, 2)).toEqual([2, 3, 4, 5]);
  expect(versions(ring, 5)).toEqual([5]);
  expect(versions(ring, 1)).toBeUndefined();
  expect(versions(ring, 6)).toBeUndefined();
});

it("holds no more bytes than it may, and nothing after it was cleared", () => {
  const ring = ringOf(6, { patches: 100, bytes: 25 });
  expect(versions(ring, 3)).toBeUndefined();
  expect(versions(ring, 4)).toEqual([4, 5]);
  expect(versions(ringOf(1, { patches: 100, bytes: 5 }), 0)).toBeUndefined();
  ring.clear();
  expect(versions(ring, 5)).toBeUndefined();
});
