/**
 * What two holders of the snapshot compare: all but when it was made. Keys in order, so that the same state is the same text.
 */
export function comparableText(snapshot: object): string {
  return JSON.stringify({ ...snapshot, generated_at: undefined }, (_key, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
