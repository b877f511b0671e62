import { limitSettings } from "../../src/limits/limit-settings.ts";

/** Settings of a gateway that limits nobody: only the tests of the limits meet them. There is no Redis, and none is needed. */
export const noLimits: Record<string, string> = {
  REDIS_URL: "redis://127.0.0.1:1",
  ...Object.fromEntries(
    Object.keys(limitSettings)
      .filter((name) => name.startsWith("LIMIT_"))
      .map((name) => [name, "1000000000"]),
  ),
};
