import { sectionQueries } from "@agentos/contracts/snapshot/section-queries";
import { z } from "zod";

const { shape } = sectionQueries.audit.filters;

/** What the address tells: the filters, and the entry that is open with the moment at which it was chained. */
export const auditAddress = z.object({
  ...shape,
  entry: z.int().positive().optional(),
  at: z.iso.datetime().optional(),
});

export const idProblem = (text: string) => (z.uuid().safeParse(text).success ? undefined : "The whole id.");
export const traceProblem = (text: string) => (text.length > 64 ? "At most 64 letters." : undefined);
