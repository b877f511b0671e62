import type { HealthTier } from "@agentos/contracts/api/agents";
import { Badge } from "@agentos/ui/parts/badge";
import type { Tone } from "@agentos/ui/parts/badge";

export const tierTones: Record<HealthTier, Tone> = {
  healthy: "good",
  warning: "warn",
  degraded: "bad",
  offline: "none",
};
export const tierNames: Record<HealthTier, string> = {
  healthy: "Healthy",
  warning: "Warning",
  degraded: "Degraded",
  offline: "Offline",
};

/** One of the four tiers of health; why, on hover. */
export function TierBadge({ tier, reasons }: { tier: HealthTier; reasons?: readonly string[] }) {
  return (
    <Badge tone={tierTones[tier]} title={reasons && reasons.length > 0 ? reasons.join(" ") : undefined}>
      {tierNames[tier]}
    </Badge>
  );
}
