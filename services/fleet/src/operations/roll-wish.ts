import { errorCodes } from "@agentos/contracts/errors";
import { stageName } from "@agentos/contracts/stages/stages";
import { z } from "zod";
import { replaced } from "./replacement.ts";

const time = z.iso.datetime().nullable();

/** A worker that is to be restarted. */
const rollItem = replaced.extend({
  asked_at: time,
  outcome: z.enum(["done", "failed", "skipped"]).nullable(),
  error_code: z.enum(errorCodes).nullable(),
});
export type RollItem = z.output<typeof rollItem>;

/** A surge is one worker more than there were, so that somebody serves while the only one restarts. */
export const rollWish = z.object({
  begun_at: z.iso.datetime(),
  items: z.array(rollItem),
  surge: z.object({ agent: stageName, base: z.int(), asked_at: time }).nullable(),
});
export type RollWish = z.output<typeof rollWish>;

export function isOpen({ outcome }: RollItem): boolean {
  return outcome === null;
}
