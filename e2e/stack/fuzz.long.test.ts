import { afterAll, beforeAll, expect, it } from "vitest";
import { readFuzzSeed } from "../src/config.ts";
import { findFaults } from "./fuzz/find-faults.ts";
import { startTarget, type Target } from "./fuzz/target.ts";

const seconds = 1200;
const seed = readFuzzSeed();
let target: Target;

beforeAll(async () => {
  target = await startTarget();
}, 300_000);
afterAll(() => target?.stack.stop(), 120_000);

it(`answers whatever anybody sends to any operation as it is described, and never with a 500 (FUZZ_SEED=${seed})`, async () => {
  expect(await findFaults(target, { seed, seconds })).toEqual({});
  expect(target.fallen()).toEqual([]);
});
