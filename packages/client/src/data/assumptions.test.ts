import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Assumptions } from "./assumptions.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const withPaused = (paused: boolean): Sections =>
  ({ queue: { queues: [{ queue: "video_cutter", paused }] }, logs: { lines: [] } }) as unknown as Sections;
const pause = (): Partial<Sections> => ({ queue: withPaused(true).queue });

function begin() {
  const changed = vi.fn<() => void>();
  const assumptions = new Assumptions(changed);
  return { changed, assumptions, assumption: assumptions.assume(pause) };
}

it("shows what is assumed, and leaves the rest as it is", () => {
  const { assumptions, changed } = begin();
  const truth = withPaused(false);
  const shown = assumptions.applied(truth);
  expect(shown.queue).toEqual(withPaused(true).queue);
  expect(shown.logs).toBe(truth.logs);
  expect(changed).toHaveBeenCalledTimes(1);
});

it("is no assumption where the server tells the same", () => {
  const { assumptions } = begin();
  const truth = withPaused(true);
  expect(assumptions.applied(truth).queue).toBe(truth.queue);
});

it("is taken back when it is refused", () => {
  const { assumptions, assumption, changed } = begin();
  assumption.takeBack();
  expect(assumptions.applied(withPaused(false))).toEqual(withPaused(false));
  expect(changed).toHaveBeenCalledTimes(2);
  expect(assumptions.open).toBe(false);
});

it("stays after its success until the server tells the same, and no longer", () => {
  const { assumptions, assumption } = begin();
  assumption.settle();
  expect(assumptions.applied(withPaused(false)).queue).toEqual(withPaused(true).queue);
  assumptions.applied(withPaused(true));
  expect(assumptions.open).toBe(false);
  expect(assumptions.applied(withPaused(false))).toEqual(withPaused(false));
});

it("gives way to what the server tells after ten seconds", () => {
  const { assumptions, assumption } = begin();
  assumption.settle();
  vi.advanceTimersByTime(9999);
  expect(assumptions.open).toBe(true);
  vi.advanceTimersByTime(1);
  expect(assumptions.applied(withPaused(false))).toEqual(withPaused(false));
});

it("is not forgotten before it has succeeded, though it is so already", () => {
  const { assumptions } = begin();
  assumptions.applied(withPaused(true));
  expect(assumptions.applied(withPaused(false)).queue).toEqual(withPaused(true).queue);
});
