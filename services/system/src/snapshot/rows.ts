import type { RowReaders } from "@agentos/messaging/serve-snapshot";
import { pageVersions } from "../config/versions.ts";
import { serviceName, type Context } from "../context.ts";

/** The rows behind the sections that are system's. */
export function systemRowReaders({ db }: Context): RowReaders<typeof serviceName> {
  return {
    config_versions: (filters, page) => pageVersions(db, filters, page),
  };
}
