import type { RowReaders } from "@agentos/messaging/serve-snapshot";
import { pageAlerts } from "../alerts/page-alerts.ts";
import { pageVersions } from "../config/versions.ts";
import { serviceName, type Context } from "../context.ts";
import { pageLines } from "../logs/page-lines.ts";
import { pageDeliveries } from "../webhooks/page-deliveries.ts";

/** The rows behind the sections that are system's own. */
export function systemRowReaders({ db }: Context): RowReaders<typeof serviceName> {
  return {
    alerts: (filters, page) => pageAlerts(db, filters, page),
    webhook_deliveries: (filters, page) => pageDeliveries(db, filters, page),
    logs: (filters, page) => pageLines(db, filters, page),
    config_versions: (filters, page) => pageVersions(db, filters, page),
  };
}
