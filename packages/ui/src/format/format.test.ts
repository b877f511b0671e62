import { jobOptions } from "@agentos/contracts/job-options";
import { expect, it } from "vitest";
import { formatBytes } from "./bytes.ts";
import { describeOptions } from "./options.ts";
import { formatPercent } from "./percent.ts";
import { formatAgo, formatClock, formatDuration, formatLeft } from "./time.ts";

it("tells bytes", () => {
  const cases = [0, 999, 1000, 812_400, 999_600, 4_230_000, 412_000_000, 2_147_483_648].map(formatBytes);
  expect(cases).toEqual(["0 B", "999 B", "1 kB", "812 kB", "1.0 MB", "4.2 MB", "412 MB", "2.15 GB"]);
});

it("tells positions and lengths", () => {
  expect([0, 7.9, 754, 3723].map(formatClock)).toEqual(["0:00", "0:07", "12:34", "1:02:03"]);
  expect([0.3, 8.2, 60, 125, 4800, 7200].map(formatDuration)).toEqual([
    "under 1 s",
    "8 s",
    "1 min",
    "2 min 5 s",
    "1 h 20 min",
    "2 h",
  ]);
});

it("tells an estimate as coarsely as it is known", () => {
  expect([3, 33, 58, 170, 5400].map(formatLeft)).toEqual([
    "a few seconds left",
    "about 40 s left",
    "about 1 min left",
    "about 3 min left",
    "about 1 h 30 min left",
  ]);
});

it("tells when something was", () => {
  const now = Date.parse("2025-06-10T12:00:00Z");
  const ago = (iso: string): string => formatAgo(iso, now);
  expect(ago("2025-06-10T11:59:30Z")).toBe("just now");
  expect(ago("2025-06-10T11:55:00Z")).toBe("5 minutes ago");
  expect(ago("2025-06-09T11:00:00Z")).toBe("yesterday");
  expect(ago("2025-05-01T12:00:00Z")).toBe("May 1, 2025");
  expect(ago("2025-06-10T12:00:30Z")).toBe("just now");
  expect(ago("2025-06-10T14:10:00Z")).toBe("in 2 hours");
});

it("keeps 100 % for what is finished", () => {
  expect([-0.1, 0, 0.4199, 0.9999, 1].map(formatPercent)).toEqual(["0 %", "0 %", "41 %", "99 %", "100 %"]);
});

it("says options in a line", () => {
  expect(describeOptions(jobOptions.parse({}))).toBe("up to 6 clips · 15–60 s · 9:16 · captions auto");
  const other = jobOptions.parse({
    clip_count: 1,
    min_seconds: 20,
    max_seconds: 20,
    captions: "off",
    language: "pt-BR",
  });
  expect(describeOptions(other)).toBe("1 clip · 20 s · 9:16 · no captions · Brazilian Portuguese");
});
