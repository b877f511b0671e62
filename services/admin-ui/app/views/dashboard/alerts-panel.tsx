import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { Button } from "@agentos/ui/parts/button";
import { Panel } from "@agentos/ui/parts/panel";
import { lazy, Suspense } from "react";
import { z } from "zod";
import { useFilters } from "../../data/use-filters.ts";
import { useSection } from "../../data/use-section.ts";
import { AlertRow } from "./alert-row.tsx";
import { useLanding } from "./use-landing.ts";

const AlertHistory = lazy(async () => ({ default: (await import("./alert-history.tsx")).AlertHistory }));

const shown = z.object({ alerts: z.literal("all").optional() });

/** What somebody has to look at, the worst first; and, where asked for, what is over. */
export function AlertsPanel() {
  const [{ alerts: all }, change] = useFilters(shown);
  const { value } = useSection("system");
  const alerts = value?.alerts;
  useLanding("alerts");
  return (
    <Panel
      id="alerts"
      title="Alerts"
      note={alerts && noteOf(alerts)}
      aside={
        <Button
          size="small"
          aria-expanded={all === "all"}
          onClick={() => change({ alerts: all === "all" ? undefined : "all" })}
        >
          {all === "all" ? "Hide the history" : "History"}
        </Button>
      }
    >
      {!alerts && <p className="min-h-6 text-ink-soft">{value ? "Not known: system has not answered yet." : ""}</p>}
      {alerts?.total === 0 && (
        <p className="min-h-6 text-ink-soft">
          Nothing needs anybody now. Lost workers, long queues, many failures and the like appear here by themselves.
        </p>
      )}
      {alerts && alerts.newest.length > 0 && <Rows alerts={alerts.newest} />}
      {all === "all" && (
        <Suspense fallback={<div className="placeholder h-80" />}>
          <AlertHistory />
        </Suspense>
      )}
    </Panel>
  );
}

function Rows({ alerts }: { alerts: readonly RowOf<"alerts">[] }) {
  return (
    <ul className="-my-2 divide-y divide-line">
      {alerts.map((alert) => (
        <AlertRow key={alert.id} alert={alert} />
      ))}
    </ul>
  );
}

type Counts = { total: number; critical: number; unacknowledged: number; newest: readonly unknown[] };

function noteOf({ total, critical, unacknowledged, newest }: Counts): string {
  if (total === 0) return "none open";
  const parts = [`${total} open`, `${critical} critical`, `${unacknowledged} not acknowledged`];
  if (newest.length < total) parts.push(`the ${newest.length} that matter most are shown`);
  return parts.join(" · ");
}
