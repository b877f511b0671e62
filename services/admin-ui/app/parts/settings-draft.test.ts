import { expect, it } from "vitest";
import { changesOf, draftAfter, withDraft } from "./settings-draft.ts";

it("keeps only what somebody has changed, so that the changes of others stay", () => {
  const draft = draftAfter({}, { crf: 21, preset: "fast" }, { crf: 19, preset: "fast" });
  expect(draft).toEqual({ crf: 19 });
  expect(withDraft({ crf: 21, preset: "medium" }, draft)).toEqual({ crf: 19, preset: "medium" });
});

it("takes a setting back that was emptied", () => {
  const draft = draftAfter({ crf: 19 }, { crf: 19, audioKilobits: 128 }, { crf: 19 });
  expect(draft).toEqual({ crf: 19, audioKilobits: undefined });
  expect(withDraft({ audioKilobits: 128 }, draft)).toEqual({ crf: 19 });
  expect(changesOf({ audioKilobits: 128 }, draft)).toEqual([
    { name: "crf", before: undefined, after: 19 },
    { name: "audioKilobits", before: 128, after: undefined },
  ]);
});

it("tells nothing of what is as it was", () => {
  expect(changesOf({ agents: { a: { min: 1 } } }, { agents: { a: { min: 1 } } })).toEqual([]);
});
