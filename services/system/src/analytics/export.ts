import type { LongAction } from "@agentos/action-kit/long/long-action";
import { exportFile } from "@agentos/storage/export-file";
import type { Context } from "../context.ts";
import { readFigures } from "./read-figures.ts";
import { spanOf } from "./span.ts";
import { tableFile } from "./table-file.ts";

/** Makes a file of a table of what was counted. */
export function exportAnalytics(context: Pick<Context, "db" | "config" | "store">): LongAction<"analytics.export"> {
  const { store, config } = context;
  return {
    async run({ actionId, payload }) {
      const figures = await readFigures(context, spanOf(payload));
      const file = tableFile(figures, payload.report, { format: payload.format, key: actionId });
      const options = { store, secret: config.MEDIA_TOKEN_KEY, validSeconds: config.EXPORT_SECONDS };
      return { result: await exportFile(options, file) };
    },
  };
}
