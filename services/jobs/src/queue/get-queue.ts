import { AppError } from "@agentos/contracts/errors";
import type { getQueue as contract } from "@agentos/contracts/messages/jobs";
import type { z } from "zod";
import type { Context } from "../context.ts";
import { readQueues } from "../db/read-queues.ts";

/** How much waits and runs at one stage, for other services. */
export async function getQueue(
  { db }: Context,
  { stage }: z.output<typeof contract.request>,
): Promise<z.input<typeof contract.reply>> {
  const found = (await readQueues(db)).find(({ queue }) => queue === stage);
  if (!found) throw new AppError("NOT_FOUND");
  return found;
}
