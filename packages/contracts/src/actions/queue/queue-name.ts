import { z } from "zod";
import { stageNames } from "../../stages/stages.ts";

/** A stage's queue, or `default` for all six. */
export const queueName = z.enum([...stageNames, "default"]).describe("A stage, or `default` for all of them.");
