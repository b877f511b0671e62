import { createHash } from "node:crypto";
import type { FlagName, FlagState } from "@agentos/contracts/settings/flags";

/**
 * Whether a user is in a feature's share. The same users are, at any time and in any service, and a greater share has all of a smaller
 * one; of two features the shares are different ones.
 */
export function isInShare(flag: FlagName, percent: number, userId: string): boolean {
  const digest = createHash("sha256").update(`${flag}:${userId}`).digest();
  return (digest.readUInt32BE(0) / 2 ** 32) * 100 < percent;
}

/** A flag as a share of the users, in percent, as services are configured with it. */
export const flagAsPercent = {
  read: ({ enabled, percent }: FlagState): number => (enabled ? percent : 0),
  tell: (percent: number): FlagState => ({ enabled: percent > 0, percent }),
};
