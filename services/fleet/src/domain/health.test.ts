import { describe, expect, it } from "vitest";
import { agentTier, healthOf, type Signs } from "./health.ts";

const gigabyte = 2 ** 30;

function signs(changed: Partial<Omit<Signs, "figures">> & { figures?: Partial<Signs["figures"]> } = {}): Signs {
  const figures = {
    recent_done: 10,
    recent_failed: 0,
    cpu_percent: 5,
    cores: 2,
    rss_bytes: gigabyte,
    memory_bytes: 8 * gigabyte,
    ...changed.figures,
  };
  return { online: true, silentSeconds: 4, ready: true, runningTasks: 0, ...changed, figures };
}

describe("the health of a worker", () => {
  it("is good without a sign of illness", () => {
    expect(healthOf(signs())).toEqual({ tier: "healthy", reasons: [] });
  });

  it.each([
    ["offline", { online: false, silentSeconds: 20 }],
    ["degraded", { ready: false }],
    ["degraded", { silentSeconds: 11 }],
    ["warning", { silentSeconds: 8 }],
    ["degraded", { figures: { recent_done: 5, recent_failed: 5 } }],
    ["warning", { figures: { recent_done: 8, recent_failed: 2 } }],
    ["degraded", { figures: { rss_bytes: 7.5 * gigabyte } }],
    ["warning", { figures: { rss_bytes: 6.5 * gigabyte } }],
    ["warning", { figures: { cpu_percent: 95 } }],
  ] as const)("is %s with %j", (tier, changed) => {
    const health = healthOf(signs(changed));
    expect(health.tier).toBe(tier);
    expect(health.reasons).toHaveLength(1);
  });

  it("does not suffer from work, nor from a failure or two", () => {
    expect(healthOf(signs({ runningTasks: 1, figures: { cpu_percent: 200 } })).tier).toBe("healthy");
    expect(healthOf(signs({ figures: { recent_done: 0, recent_failed: 2 } })).tier).toBe("healthy");
  });

  it("is the worst of its signs, and tells them all", () => {
    const health = healthOf(signs({ silentSeconds: 8, figures: { recent_done: 1, recent_failed: 9 } }));
    expect(health.tier).toBe("degraded");
    expect(health.reasons).toEqual(["9 of the last 10 attempts failed.", "It has not reported for 8 s."]);
  });
});

describe("the health of an agent", () => {
  it("is the worst among the workers that are there", () => {
    expect(agentTier(["healthy", "warning", "offline"])).toBe("warning");
    expect(agentTier(["offline", "offline"])).toBe("offline");
    expect(agentTier([])).toBe("offline");
  });
});
