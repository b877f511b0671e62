import { z } from "zod";
import { countedPart } from "./counted.ts";
import { managersPart } from "./managers.ts";

/** What system tells for the snapshot. */
export const systemParts = {
  analytics: countedPart,
  managers: managersPart("system"),
  system: z.object({
    database: z.object({
      /** As PostgreSQL says it: `17.2`. */
      version: z.string(),
    }),
  }),
};
