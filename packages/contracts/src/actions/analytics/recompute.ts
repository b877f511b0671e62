import { z } from "zod";
import { analyticsSpan } from "../../analytics.ts";
import { defineAction } from "../action-contract.ts";

export const analyticsRecompute = defineAction({
  name: "analytics.recompute",
  owner: "system",
  view: "analytics",
  permission: "ANALYTICS_VIEW",
  risk: "long",
  perMinute: 5,
  payload: analyticsSpan,
  result: z.object({
    /** The whole hours that were counted anew. */
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    /** Events that were read for it. */
    events: z.int(),
    /** Counted figures that are there now, and those among them that were not as they should have been. */
    figures: z.int(),
    corrected: z.int(),
  }),
  errors: ["CONFLICT", "ACTION_ABORTED"],
  summary: "Counts the hours of a span anew from all events that have ever been written.",
  label: "Recompute",
  example: { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" },
});
