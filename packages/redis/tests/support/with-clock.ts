import { createHash } from "node:crypto";
import type { Script } from "../../src/script.ts";

const shadow = `
local server = redis
local redis = {
  call = function(command, ...)
    if command == 'TIME' then
      return { ARGV[#ARGV - 1], ARGV[#ARGV] }
    end
    return server.call(command, ...)
  end,
}
`;

/** The same script by a clock that the test sets: its time comes behind the other arguments, as `clockArguments` writes it. */
export function withClock(script: Script): Script {
  const text = `${shadow}${script.text}`;
  return { text, sha1: createHash("sha1").update(text).digest("hex") };
}

const epochSeconds = 1_700_000_000;

/** Seconds and microseconds of a time in whole milliseconds after some beginning. */
export function clockArguments(ms: number): [string, string] {
  return [`${epochSeconds + Math.floor(ms / 1000)}`, `${(ms % 1000) * 1000}`];
}
