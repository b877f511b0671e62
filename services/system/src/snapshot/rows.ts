import type { RowReaders } from "@agentos/messaging/serve-snapshot";
import type { Context, serviceName } from "../context.ts";
import { pageLines } from "../logs/page-lines.ts";

/** The rows behind the sections that are system's own. */
export function systemRowReaders({ db }: Pick<Context, "db">): RowReaders<typeof serviceName> {
  return {
    logs: (filters, page) => pageLines(db, filters, page),
  };
}
