import type { RowReaders } from "@agentos/messaging/serve-snapshot";
import { pageAlerts } from "../alerts/page-alerts.ts";
import { serviceName, type Context } from "../context.ts";
import { pageDeliveries } from "../webhooks/page-deliveries.ts";

/** The rows behind the sections that are system's own. */
export function systemRowReaders({ db }: Context): RowReaders<typeof serviceName> {
  return {
    alerts: (filters, page) => pageAlerts(db, filters, page),
    webhook_deliveries: (filters, page) => pageDeliveries(db, filters, page),
  };
}
