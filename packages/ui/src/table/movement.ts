const steps: Record<string, (at: number, count: number, perScreen: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, _count, perScreen) => at + perScreen,
  PageUp: (at, _count, perScreen) => at - perScreen,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** The row that a key leads to from row `at` (-1: none yet) of `count`; undefined if it is no key that moves. */
export function rowAfterKey(key: string, at: number, count: number, perScreen: number): number | undefined {
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  if (!step || count === 0) return undefined;
  if (at < 0 && key !== "End") return 0;
  return Math.max(0, Math.min(count - 1, step(at, count, Math.max(1, perScreen))));
}
