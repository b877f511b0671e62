import { sealed } from "@agentos/contracts/audit-entry";

/** What stands in the place of a value that tells of a person. */
export const sealedMark = "[sealed]";

const strictlySealed = sealed.strict();

/** A value as it may be listed: what is sealed is not told, not even as ciphertext. */
export function withoutSealed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSealed);
  if (value === null || typeof value !== "object") return value;
  if (strictlySealed.safeParse(value).success) return sealedMark;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withoutSealed(field)]));
}
