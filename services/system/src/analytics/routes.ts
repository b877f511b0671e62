import { analyticsSpan } from "@agentos/contracts/analytics";
import type { analyticsOperations } from "@agentos/contracts/api/analytics";
import { AppError } from "@agentos/contracts/errors";
import type { Handlers } from "@agentos/service-kit/http/routes";
import { zodDetails } from "@agentos/service-kit/http/errors";
import type { Context } from "../context.ts";
import { readFigures } from "./read-figures.ts";
import { spanOf } from "./span.ts";

const dayMs = 86_400_000;

export function analyticsRoutes(context: Context): Handlers<typeof analyticsOperations> {
  return {
    async metrics({ query }) {
      const to = query.to ?? new Date().toISOString();
      const from = query.from ?? new Date(Date.parse(to) - dayMs).toISOString();
      const span = analyticsSpan.safeParse({ from, to });
      if (!span.success) throw new AppError("VALIDATION_ERROR", undefined, { details: zodDetails(span.error) });
      return readFigures(context, spanOf(span.data));
    },
  };
}
