import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { settings } from "@agentos/contracts/settings/settings";
import { describe, expect, it } from "vitest";
import { groundOf, isSame, problemsOfDraft, type SettingRow } from "./drafts.ts";
import { wayBackTo } from "./past-values.ts";
import { groupsMatching, settingGroups } from "./setting-groups.ts";
import { changesOf, readSettingsFile, settingsFileName } from "./settings-file.ts";
import { valueWords } from "./value-words.ts";

const rows = settings.map(({ key, default: value }): SettingRow => ({
  key,
  value,
  deployed: value,
  set: false,
})) as SettingRow[];
const withSet = (key: string, value: unknown): SettingRow[] =>
  rows.map((row) => (row.key === key ? { ...row, value, set: true } : row));
const rowOf = (key: string, among = rows): SettingRow => among.find((row) => row.key === key) as SettingRow;
const always = (): boolean => true;

describe("values in words", () => {
  it.each([
    [150, { unit: "steps" }, "150 steps"],
    [1, { unit: "days" }, "1 day"],
    [10_737_418_240, { unit: "bytes" }, "10.74 GB"],
    [2_000_000_000, { unit: "bytes per minute" }, "2.00 GB per minute"],
    [[60, 300], { unit: "seconds" }, "60, 300 seconds"],
    [{ "queue.pause": 300 }, { unit: "actions per minute" }, "queue.pause: 300 actions per minute"],
    [{ percent: 50, enabled: true }, {}, "on for 50 % of users"],
    [{ percent: 50, enabled: false }, {}, "off"],
    [{}, {}, "none"],
    [null, {}, "–"],
  ])("%j", (value, contract, words) => expect(valueWords(value, contract)).toBe(words));
});

describe("groups", () => {
  it("have each setting once, but the flags", () => {
    const keys = settingGroups.flatMap(({ keys: own }) => own);
    const wanted = settings.map(({ key }) => key).filter((key) => !key.startsWith("flags."));
    expect(keys.toSorted()).toEqual(wanted.toSorted());
  });

  it("are searched by every word, in names, keys and readers", () => {
    expect(groupsMatching("queue warning", always).flatMap(({ keys }) => keys)).toEqual(["queue.warning_depth"]);
    expect(groupsMatching("identity lock", always).map(({ title }) => title)).toEqual(["Accounts and sign-in"]);
    expect(groupsMatching("", (key) => key === "log.level").map(({ keys }) => keys)).toEqual([["log.level"]]);
    expect(groupsMatching("nothing of the kind", always)).toEqual([]);
  });
});

describe("a draft", () => {
  const draft = { value: 150, base: { version: 3, value: 100 } };

  it("knows what has become of its ground", () => {
    const row = { ...rowOf("queue.warning_depth"), value: 100 } as SettingRow;
    expect(groundOf(draft, 3, row)).toBe("same");
    expect(groundOf(draft, 4, row)).toBe("moved");
    expect(groundOf(draft, 4, { ...row, value: 120 } as SettingRow)).toBe("changed");
  });

  it("is judged by itself, then by what it contradicts", () => {
    expect(problemsOfDraft("queue.warning_depth", 0, rows)).toMatchObject([{ path: "" }]);
    expect(problemsOfDraft("queue.warning_depth", 150, rows)).toEqual([]);
    const [problem] = problemsOfDraft("queue.warning_depth", 9_999_999, rows);
    expect(problem?.message).toBe("With this, queue.critical_depth has to be greater than queue.warning_depth.");
    expect(problemsOfDraft("actions.limits", { "no.such": 3 }, rows)).toEqual([
      { path: "no.such", message: "There is no such action." },
    ]);
  });

  it("is the same whatever the order of its names", () => {
    expect(isSame({ enabled: true, percent: 50 }, { percent: 50, enabled: true })).toBe(true);
    expect(isSame([1, 2], [2, 1])).toBe(false);
    expect(isSame(null, undefined)).toBe(true);
  });
});

describe("a file of settings", () => {
  const text = (given: object): string => JSON.stringify({ format: "agentos-settings/1", ...given });

  it("is told everything that is wrong with it, by path", () => {
    expect(readSettingsFile("{", "merge", rows).faults).toMatchObject([{ path: "" }]);
    expect(readSettingsFile("{}", "merge", rows).faults.map(({ path }) => path)).toEqual(["format", "settings"]);
    const { faults } = readSettingsFile(text({ settings: { "no.such": 1, "queue.warning_depth": -1 } }), "merge", rows);
    expect(faults.map(({ path }) => path)).toEqual(["settings.no.such", "settings.queue.warning_depth"]);
  });

  it("changes what it names, and in place of all also what it does not name", () => {
    const now = withSet("sign_in.failures", 9);
    const { document } = readSettingsFile(text({ settings: { "queue.warning_depth": 77 } }), "merge", now);
    if (!document) throw new Error("There should be nothing wrong with it.");
    expect(changesOf(document, "merge", now).map(({ key }) => key)).toEqual(["queue.warning_depth"]);
    expect(
      changesOf(document, "replace", now)
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual(["queue.warning_depth", "sign_in.failures"]);
    expect(settingsFileName({ ...document, version: 7 })).toBe("agentos-settings-7.json");
  });
});

describe("the way back to a version", () => {
  const version = (number: number, changes: RowOf<"config_versions">["changes"]) =>
    ({ version: number, changes }) as RowOf<"config_versions">;
  const known = [
    version(3, [{ key: "b", before: null, after: 5 }]),
    version(2, [{ key: "a", before: 1, after: 2 }]),
    version(1, [{ key: "a", before: null, after: 1 }]),
  ];

  it("goes from what holds now to what held then", () => {
    expect(wayBackTo(0, 3, known)).toEqual([
      { key: "a", before: 2, after: null },
      { key: "b", before: 5, after: null },
    ]);
    expect(wayBackTo(2, 3, known)).toEqual([{ key: "b", before: 5, after: null }]);
    expect(wayBackTo(3, 3, known)).toEqual([]);
  });

  it("is not known where a later version is not", () => {
    expect(wayBackTo(0, 4, known)).toBeUndefined();
  });
});
