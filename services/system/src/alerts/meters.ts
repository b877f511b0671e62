import { severities } from "@agentos/contracts/alerts/rules";
import { Gauge } from "prom-client";
import type { Context } from "../context.ts";

/** How many alerts stand: asked when somebody wants to know, by whichever instance. */
export function meterAlerts({ db, metrics, log }: Pick<Context, "db" | "metrics" | "log">): void {
  const gauge = new Gauge({
    name: "alerts_standing",
    help: "Alerts that are not over",
    labelNames: ["severity"],
    registers: [metrics],
    async collect() {
      try {
        const rows = await db
          .selectFrom("alerts")
          .select((eb) => ["severity", eb.fn.countAll<number>().as("count")])
          .where("cleared_at", "is", null)
          .groupBy("severity")
          .execute();
        for (const severity of severities) {
          gauge.set({ severity }, rows.find((row) => row.severity === severity)?.count ?? 0);
        }
      } catch (error) {
        // Not known is no figure, and no reason to tell none of the others.
        gauge.reset();
        log.debug({ err: error }, "alerts are not counted");
      }
    },
  });
}
