import { Writable } from "node:stream";
import { expect, it } from "vitest";
import { createLogger } from "./logger.ts";
import { repeat } from "./loop.ts";

type Line = { level: string; msg: string; times?: number };

/** Runs a loop over what each run throws, if anything, and gives what it logged. */
async function linesOf(runs: readonly (string | undefined)[]): Promise<Line[]> {
  const lines: Line[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Line);
      done();
    },
  });
  const log = createLogger({ service: "test", instance: "1", level: "info" }, stream);
  const end = new AbortController();
  let run = 0;
  await repeat({
    name: "test",
    everyMs: 0,
    signal: end.signal,
    log,
    async work() {
      const thrown = runs[run];
      run += 1;
      if (run === runs.length) setImmediate(() => end.abort());
      if (thrown !== undefined) throw new Error(thrown);
    },
  });
  return lines;
}

const told = (lines: Line[]) => lines.map(({ level, times }) => [level, times]);

it("tells of the same failure ever more rarely, and that it is over", async () => {
  const away = Array.from({ length: 9 }, () => "away");
  expect(told(await linesOf([...away, undefined, undefined]))).toEqual([
    ["warn", 1],
    ["warn", 2],
    ["warn", 4],
    ["warn", 8],
    ["info", 9],
  ]);
});

it("tells of another failure at once", async () => {
  const failures = ["away", "away", "away", "broken", "away"];
  expect(told(await linesOf([...failures, undefined, undefined]))).toEqual([
    ["warn", 1],
    ["warn", 2],
    ["warn", 1],
    ["warn", 1],
    ["info", 1],
  ]);
});
