import type { RowReaders } from "@agentos/messaging/serve-snapshot";
import { serviceName, type Context } from "../context.ts";
import { pageEntries } from "../db/list-entries.ts";

/** The rows of the audit trail. */
export function auditRowReaders({ db }: Pick<Context, "db">): RowReaders<typeof serviceName> {
  return { audit: (filters, page) => pageEntries(db, filters, page) };
}
