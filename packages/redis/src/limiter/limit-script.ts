import path from "node:path";
import { readScript } from "../script.ts";
import { extraOf, type Ask } from "./limit-rule.ts";

/** One call that judges and counts under several rules; how it is asked and what it answers is in `take.lua`. */
export const limitScript = readScript(
  ["algorithms.lua", "sliding-window.lua", "token-bucket.lua", "fixed-window.lua", "take.lua"].map((file) =>
    path.join(import.meta.dirname, file),
  ),
);

export type LimitMode = "take" | "peek" | "charge" | "lease";

/** For each rule: milliseconds to wait, units left, milliseconds until the whole quota is there, calls that were counted. */
export type LimitReply = [waitMs: number, left: number, resetMs: number, calls: number][];

/** Under which key a subject is counted. */
export function keyOf({ rule, subject }: Ask): string {
  return `limit:${rule.name}:${subject}`;
}

export function argumentsOf(mode: LimitMode, asks: readonly Ask[]): (string | number)[] {
  return [
    mode,
    ...asks.flatMap(({ rule, cost = 1 }) => [
      rule.algorithm ?? "sliding_window",
      rule.limit,
      rule.windowSeconds * 1000,
      extraOf(rule),
      cost,
    ]),
  ];
}
