import type { ServiceProbe } from "@agentos/contracts/actions/system/run-health-check";
import { expect, it } from "vitest";
import { dependencyRows, formatMs, serviceRows } from "./service-rows.ts";

const since = "2026-03-01T12:00:00.000Z";
const unheard = { health: undefined, reached: null, tookMs: null };
const health = {
  epoch: "01a200b1-d88b-71a6-b811-b9ad5ffe6bb4",
  version: 7,
  builder: "host-1",
  confirmed_at: since,
  stale: [],
  owners: [
    { owner: "jobs" as const, answers: true, last_answer_at: since, took_ms: 12 },
    { owner: "fleet" as const, answers: false, last_answer_at: since, took_ms: 400 },
  ],
};
const probes: ServiceProbe[] = [
  {
    service: "jobs",
    ok: true,
    ms: 30,
    checks: [
      { name: "database", ok: true, ms: 20 },
      { name: "nats", ok: true, ms: 4 },
    ],
  },
  { service: "fleet", ok: false, ms: 900, checks: [{ name: "database", ok: false, ms: 800 }] },
];

it("says of no service what nobody has said", () => {
  const rows = serviceRows({ services: undefined, standing: unheard, probes: undefined });
  expect(rows).toHaveLength(9);
  for (const row of rows) expect(row).toMatchObject({ answers: null, since: null, answerMs: null, probe: null });
});

it("puts together what the snapshot, the way to it and the last health check say", () => {
  const rows = serviceRows({
    services: [
      { service: "jobs", answers: true, since },
      { service: "fleet", answers: false, since },
    ],
    standing: { health, reached: true, tookMs: 33 },
    probes,
  });
  const of = (name: string) => rows.find(({ service }) => service === name);
  expect(of("jobs")).toMatchObject({ answers: true, since, answerMs: 12, probe: { ms: 30 } });
  // How long it took before it fell silent tells nothing of now.
  expect(of("fleet")).toMatchObject({ answers: false, answerMs: null, probe: { ok: false } });
  expect(of("gateway")).toMatchObject({ answers: true, since: null, answerMs: 33 });
  expect(of("read-model")).toMatchObject({ answers: true, answerMs: null });
});

it("knows nothing of what is behind a front door that does not answer", () => {
  const rows = serviceRows({ services: null, standing: { health, reached: false, tookMs: null }, probes: undefined });
  const of = (name: string) => rows.find(({ service }) => service === name);
  expect(of("gateway")).toMatchObject({ answers: false, answerMs: null });
  expect(of("read-model")).toMatchObject({ answers: null });
});

it("tells of each dependency who reached it, and who was the slowest", () => {
  expect(dependencyRows(probes)).toEqual([
    { name: "database", reached: ["jobs"], failed: ["fleet"], fastestMs: 20, slowestMs: 800, slowestFor: "fleet" },
    { name: "nats", reached: ["jobs"], failed: [], fastestMs: 4, slowestMs: 4, slowestFor: "jobs" },
  ]);
  expect([formatMs(0.4), formatMs(12.6), formatMs(1234)]).toEqual(["under 1 ms", "13 ms", "1,234 ms"]);
});
