import type { SessionEndReason } from "@agentos/contracts/events/identity";

/** What is known of a presented refresh token; seconds by the database's clock. */
export type PresentedToken = {
  endReason: SessionEndReason | null;
  accountDisabled: boolean;
  /** The token's own end, or its session's. */
  expired: boolean;
  /** Seconds since it was exchanged; null while it has not been. */
  usedSecondsAgo: number | null;
  /** Whether the token that it was exchanged for has been exchanged in turn. */
  successorUsed: boolean;
};

/** `again` tells the same successor once more; `reused` ends the session. */
export type RefreshVerdict = "rotate" | "again" | "reused" | "expired" | "disabled";

/**
 * What a refresh token is worth. A token works once. But the same exchange may be asked for twice in good faith: by two tabs
 * at once, or because the reply was lost while a part of the system restarted. So, within `graceSeconds`, and as long as the
 * successor has not been used, it is answered with the same successor: all who asked end up with one token. If one of them
 * was a thief, two parties now hold that token, and the second use of it outside these limits ends the session.
 */
export function judgeRefresh(token: PresentedToken, graceSeconds: number): RefreshVerdict {
  if (token.endReason === "token_reused") return "reused";
  if (token.endReason !== null || token.expired) return "expired";
  if (token.accountDisabled) return "disabled";
  if (token.usedSecondsAgo === null) return "rotate";
  return token.usedSecondsAgo <= graceSeconds && !token.successorUsed ? "again" : "reused";
}
