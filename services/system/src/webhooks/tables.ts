import type { Generated, Selectable } from "kysely";

export type WebhookTables = {
  webhook_deliveries: {
    id: string;
    destination: string;
    event: string;
    body: string;
    state: Generated<"pending" | "delivered" | "dead">;
    attempts: Generated<number>;
    status: number | null;
    error: string | null;
    traceparent: string;
    created_at: Generated<Date>;
    next_attempt_at: Generated<Date>;
    ended_at: Date | null;
  };
};

export type Delivery = Selectable<WebhookTables["webhook_deliveries"]>;
