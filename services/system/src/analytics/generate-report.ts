import type { LongAction } from "@agentos/action-kit/long/long-action";
import type { Context } from "../context.ts";
import { makeOverview } from "./report/make-report.ts";

/** Makes a page with charts of a period that ends now, and a file with its figures. */
export function generateReport(
  context: Pick<Context, "db" | "config" | "store">,
): LongAction<"analytics.generate_report"> {
  return {
    run: async ({ actionId, payload }) => ({
      result: await makeOverview(context, { period: payload.period, at: new Date(), key: actionId }),
    }),
  };
}
