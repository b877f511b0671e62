import { z } from "zod";

/** What uploads tells for the snapshot. */
export const uploadsParts = {
  system: z.object({
    uploads: z.object({
      /** That still take chunks, and that are being put together. */
      receiving: z.int(),
      finalizing: z.int(),
      /** What was finished on this day (UTC); bytes of whole files. */
      day: z.iso.date(),
      finished_today: z.int(),
      bytes_today: z.int(),
    }),
  }),
};
