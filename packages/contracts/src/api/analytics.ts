import { z } from "zod";
import { analyticsFigures } from "../analytics.ts";
import { analyticsExamples } from "./analytics-examples.ts";
import { defineOperation } from "./operation.ts";

export const analyticsOperations = {
  metrics: defineOperation({
    method: "GET",
    path: "/api/analytics/metrics",
    tag: "analytics",
    summary: "What was counted in a span of whole hours: throughput, durations, waits, use of workers, errors, clips",
    access: "staff",
    params: z.object({}),
    query: z.object({
      from: z.iso.datetime().optional().describe("24 hours before the end, where it is left out."),
      to: z.iso.datetime().optional().describe("Now, where it is left out; at most 366 days after `from`."),
    }),
    body: null,
    reply: analyticsFigures,
    example: analyticsExamples.metrics,
  }),
};
