import { describe, expect, it } from "vitest";
import { patchSettings } from "./patch-settings.ts";

describe("a patch of settings", () => {
  it("sets, replaces and takes out", () => {
    const before = { crf: 21, preset: "fast", parallelClips: 2 };
    const patch = { crf: 19, preset: null, audioKilobits: 128, loudnessTarget: null };
    expect(patchSettings(before, patch)).toEqual({ crf: 19, parallelClips: 2, audioKilobits: 128 });
  });
});
