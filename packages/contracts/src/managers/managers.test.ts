import { describe, expect, it } from "vitest";
import { findAction } from "../actions/actions.ts";
import { managerActions } from "../actions/manager/manager-actions.ts";
import { managers } from "./managers.ts";

const payloadOf = (name: string) => findAction(name)?.payload;

describe("the catalogue of managers", () => {
  it("names each manager once", () => {
    const names = managers.map((manager) => manager.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("has defaults that stand up to its own schemas and bounds", () => {
    for (const { settings, intervalSeconds, intervalBounds } of managers) {
      const defaults = settings.parse({});
      expect(settings.parse(defaults)).toEqual(defaults);
      expect(intervalSeconds).toBeGreaterThanOrEqual(intervalBounds.min);
      expect(intervalSeconds).toBeLessThanOrEqual(intervalBounds.max);
    }
  });
});

describe("the actions on managers", () => {
  it("have examples that they accept", () => {
    for (const { payload, example } of managerActions) expect(payload.safeParse(example).error).toBeUndefined();
  });

  it("set an interval within the bounds of the manager alone", () => {
    const payload = payloadOf("manager.set_interval");
    expect(payload?.safeParse({ manager: "lease-reaper", seconds: 2 }).success).toBe(true);
    expect(payload?.safeParse({ manager: "lease-reaper", seconds: 3600 }).success).toBe(false);
    expect(payload?.safeParse({ manager: "audit-retention", seconds: 3600 }).success).toBe(true);
  });

  it("configure what the manager's own schema knows", () => {
    const payload = payloadOf("manager.configure");
    expect(payload?.safeParse({ manager: "rate-limit-cleaner", patch: { idle_seconds: 7200 } }).success).toBe(true);
    const unknown = payload?.safeParse({ manager: "rate-limit-cleaner", patch: { outage_seconds: 3 } });
    expect(unknown?.success).toBe(false);
    const wrong = payload?.safeParse({
      manager: "autoscaler",
      patch: { agents: { video_cutter: { min: 3, max: 2 } } },
    });
    expect(wrong?.error?.issues[0]?.path).toEqual(["patch", "agents", "video_cutter"]);
  });
});
