import { z } from "zod";
import { managersPart } from "./managers.ts";
import { systemLogsPart } from "./system-logs.ts";

/** What system tells for the snapshot. */
export const systemParts = {
  managers: managersPart("system"),
  logs: systemLogsPart,
  system: z.object({
    database: z.object({
      /** As PostgreSQL says it: `17.2`. */
      version: z.string(),
    }),
  }),
};
