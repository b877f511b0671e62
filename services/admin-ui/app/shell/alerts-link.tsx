import Bell from "lucide-react/icons/bell";
import { Link } from "wouter";
import { useSection } from "../data/use-section.ts";

/** How many alerts are open; the way to them. */
export function AlertsLink() {
  const { value } = useSection("system");
  const alerts = value?.alerts;
  const label = alerts
    ? `Alerts: ${alerts.total} open, ${alerts.critical} critical, ${alerts.unacknowledged} not acknowledged`
    : "Alerts: not known yet";
  return (
    <Link
      href="/#alerts"
      aria-label={label}
      title={label}
      className="relative inline-grid size-10 place-items-center rounded-control text-ink-soft hover:bg-sunken hover:text-ink"
    >
      <Bell size={19} aria-hidden />
      {alerts && alerts.total > 0 && (
        <span
          aria-hidden
          className={`absolute top-1 right-0.5 min-w-4.5 rounded-full px-1 text-center text-[0.6875rem] leading-4.5 font-semibold tabular-nums ${alerts.critical > 0 ? "bg-bad text-paper" : "bg-marker text-on-marker"}`}
        >
          {alerts.total}
        </span>
      )}
    </Link>
  );
}
