import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import type { ActionNameOf, ResultOf } from "@agentos/contracts/actions/actions";
import { expect } from "vitest";
import { query, until } from "../driver.ts";
import { linesOf, logLines, longAgo, openPart } from "./lines-of.ts";
import { sendAction, untilActionEnded, type ActionCases, type World } from "./world.ts";

type LogAction = Extract<ActionNameOf<"system">, `logs.${string}`>;

/** Actions on what services log. */
export const logCases: ActionCases<LogAction> = {
  "logs.export": {
    async prepare(world) {
      const word = `kiwi${Date.now()}`;
      const [first = "", second = "", third = ""] = longAgo(2003, 3);
      await logLines(world, "jobs", [
        { time: second, msg: `=cmd|' /C calc'!A0 ${word}`, level: "warn" },
        { time: first, msg: `+1 ${word}`, level: "error" },
        { time: third, msg: `${word} said quietly` },
        { time: third, msg: "something else", level: "error" },
      ]);
      return {
        payload: { filter: { text: word, level: "warn", service: "jobs" }, format: "csv" },
        async observe(result) {
          const { lines, file } = result as ResultOf<"logs.export">;
          expect(lines).toBe(2);
          const response = await fetch(world.stack.api + file.url);
          const rows = (await response.text()).trimEnd().split("\r\n");
          expect(rows).toHaveLength(3);
          expect(rows[1]).toContain(`,'+1 ${word},`);
          expect(rows[2]).toContain(`'=cmd|' /C calc'!A0 ${word}`);
        },
        effect: async () => (await linesOf(world, { text: word })).length,
      };
    },
  },
  "logs.archive": {
    async prepare(world) {
      await logLines(
        world,
        "jobs",
        longAgo(2004, 5).map((time) => ({ time, msg: "of 2004" })),
      );
      const left = () => linesOf(world, { to: "2005-01-01T00:00:00.000Z" });
      return {
        payload: { before: "2005-01-01T00:00:00.000Z" },
        async observe(result) {
          const { lines, files } = result as ResultOf<"logs.archive">;
          // Those of the case before are of before, too.
          expect(lines).toBe(9);
          const texts = await Promise.all(
            files.map(({ key }) => readFile(path.join(world.stack.folder, "media", "output", key))),
          );
          const kept = texts.flatMap((zipped) => gunzipSync(zipped).toString().trimEnd().split("\n"));
          expect(kept).toHaveLength(9);
          expect(kept.filter((line) => line.includes("of 2004"))).toHaveLength(5);
          expect(await left()).toEqual([]);
        },
        effect: () => query(world.stack, "select key, sha256 from log_archives order by key", [], "system"),
      };
    },
  },
  "logs.purge": {
    async prepare(world) {
      const times = longAgo(2006, 4);
      await logLines(
        world,
        "jobs",
        times.map((time) => ({ time, msg: "of 2006", level: "debug" })),
      );
      await logLines(
        world,
        "jobs",
        times.map((time) => ({ time, msg: "of 2006", level: "warn" })),
      );
      const of2006 = async (level: string) => {
        const lines = await linesOf(world, { to: "2007-01-01T00:00:00.000Z" });
        return lines.filter((line) => line.level === level).map(({ id }) => id);
      };
      return {
        payload: { before: "2007-01-01T00:00:00.000Z", level: "debug" },
        async observe(result) {
          expect(result).toEqual({ lines: 4 });
          expect(await of2006("debug")).toEqual([]);
          expect(await of2006("warn")).toHaveLength(4);
        },
        effect: () => of2006("warn"),
        dryRun: { ids: () => of2006("debug"), untouched: () => of2006("debug") },
      };
    },
  },
  "logs.rotate": {
    async prepare(world) {
      const before = await openPart(world);
      return {
        payload: {},
        async observe(result) {
          const opened = await openPart(world);
          expect(opened).toBeGreaterThan(before ?? 0);
          expect(result).toEqual({ closed: before, opened });
          await logLines(world, "jobs", [{ time: new Date().toISOString(), msg: "after the rotation" }]);
          const rows = await query<{ part: number }>(
            world.stack,
            "select part from log_lines where message = 'after the rotation'",
            [],
            "system",
          );
          expect(rows).toEqual([{ part: opened }]);
        },
        effect: () => openPart(world),
      };
    },
  },
  "logs.set_level": {
    async prepare(world) {
      await until(async () => (await heardOf(world)).includes("jobs"));
      return {
        payload: { service: "jobs", level: "error" },
        async observe(result) {
          expect(result).toEqual({ service: "jobs", level: "error", until: null });
          // The gateway goes on to tell of requests; jobs, which answers them, does not.
          expect(await heardOf(world)).not.toContain("jobs");
        },
        effect: () => levels(world),
      };
    },
  },
  "logs.reset_level": {
    prepare: async (world) => ({
      payload: { service: "jobs" },
      async observe() {
        await until(async () => (await heardOf(world)).includes("jobs"));
      },
      effect: () => levels(world),
    }),
  },
  "logs.create_alert": {
    async prepare(world) {
      const word = `lime${Date.now()}`;
      const firing = async () => {
        const text = "select count(*)::int as n from log_alerts where name = $1 and firing_since is not null";
        return (await query<{ n: number }>(world.stack, text, [word], "system"))[0]?.n === 1;
      };
      return {
        payload: { name: word, filter: { text: word, level: "warn" }, threshold: 2, window_seconds: 3600 },
        async observe() {
          const said = { time: new Date().toISOString(), msg: word, level: "warn" };
          await logLines(world, "jobs", [said]);
          expect(await firing()).toBe(false);
          await logLines(world, "jobs", [said]);
          await until(firing);
          const raised =
            "select message from alerts where rule = 'log_pattern' and message like $1 and cleared_at is null";
          expect(await query(world.stack, raised, [`${word}%`], "system")).toHaveLength(1);
        },
        effect: () => alerts(world),
      };
    },
  },
  "logs.delete_alert": {
    async prepare(world) {
      const name = `plum${Date.now()}`;
      const payload = { name, filter: { text: name }, threshold: 1, window_seconds: 60 };
      const made = await untilActionEnded(world, await sendAction(world, "logs.create_alert", payload));
      const { alert_id } = made.result as ResultOf<"logs.create_alert">;
      return {
        payload: { alert_id },
        async observe() {
          expect(await alerts(world)).not.toContain(alert_id);
        },
        effect: () => alerts(world),
      };
    },
  },
};

/** The services that have told of a request for a job, by the time that the gateway has told of two later ones. */
async function heardOf(world: World): Promise<string[]> {
  const traces: string[] = [];
  for (let asked = 0; asked < 3; asked += 1) {
    const { headers } = await world.admin.get(`/api/jobs/${randomUUID()}`);
    const trace = headers.get("x-trace-id") ?? "";
    traces.push(trace);
    await until(async () => (await linesOf(world, { trace_id: trace, service: "gateway" })).length > 0, 200);
  }
  return (await linesOf(world, { trace_id: traces[0] ?? "" })).map(({ service }) => service);
}

async function alerts({ stack }: World): Promise<string[]> {
  const rows = await query<{ id: string }>(stack, "select id from log_alerts order by id", [], "system");
  return rows.map(({ id }) => id);
}

function levels({ stack }: World): Promise<unknown> {
  return query(stack, "select service, level from log_levels order by service", [], "system");
}
