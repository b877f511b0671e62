import { ConfigError } from "@agentos/service-kit/config";
import { describe, expect, it } from "vitest";
import { createRuntime } from "./create-runtime.ts";
import type { RuntimeConfig } from "./runtime-config.ts";

const none: RuntimeConfig = { FLEET_RUNTIME: "none", KUBERNETES_SELECTOR: "a=b", KUBERNETES_SERVICE_SELECTOR: "a=b" };

describe("createRuntime", () => {
  it("has no workers and starts none where nothing runs them", async () => {
    const runtime = await createRuntime(none);
    expect(await runtime.list()).toEqual([]);
    const refusals = await Promise.allSettled([
      runtime.scale("video_cutter", 2),
      runtime.restart("video_cutter-1", { graceful: true }),
      runtime.stop("video_cutter-1", { force: true }),
    ]);
    expect(refusals).toMatchObject(refusals.map(() => ({ reason: { code: "UNSUPPORTED_BY_RUNTIME" } })));
  });

  it("refuses a configuration that leaves out what the runtime needs", async () => {
    await expect(createRuntime({ ...none, FLEET_RUNTIME: "local" })).rejects.toThrow(ConfigError);
    const nowhere = { FLEET_RUNTIME: "kubernetes", KUBERNETES_CONFIG: "/nonexistent" } as const;
    await expect(createRuntime({ ...none, ...nowhere })).rejects.toThrow(ConfigError);
  });
});
