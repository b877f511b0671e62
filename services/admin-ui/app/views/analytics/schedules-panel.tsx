import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { wordsOf } from "@agentos/ui/format/words";
import { Ago } from "@agentos/ui/parts/ago";
import { Panel } from "@agentos/ui/parts/panel";
import CalendarClock from "lucide-react/icons/calendar-clock";
import X from "lucide-react/icons/x";
import { memo } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { useSection } from "../../data/use-section.ts";

type Schedule = NonNullable<Sections["analytics"]["schedules"]>[number];

/** Reports that are made again and again. */
export function SchedulesPanel() {
  const { value } = useSection("analytics");
  const schedules = value?.schedules;
  return (
    <Panel
      title="Schedules"
      aside={<ActionButton action="analytics.schedule_report" icon={<CalendarClock size={16} aria-hidden />} />}
    >
      {value && !schedules && <p className="text-ink-soft">Not known: system has not answered yet.</p>}
      {schedules?.length === 0 && (
        <p className="text-ink-soft">None yet. A schedule has a report made by itself, such as each Monday at six.</p>
      )}
      {schedules && schedules.length > 0 && (
        <ul className="-my-2 divide-y divide-line">
          {schedules.map((schedule) => (
            <ScheduleRow key={`${schedule.report} ${schedule.period}`} schedule={schedule} />
          ))}
        </ul>
      )}
      {!value && <div className="placeholder h-12" />}
    </Panel>
  );
}

const ScheduleRow = memo(function ScheduleRow({ schedule }: { schedule: Schedule }) {
  const { report, period, cron, webhook, next_at: next } = schedule;
  const told = webhook === null ? {} : { webhook };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-medium">{wordsOf(report)}</span>
          <span className="text-sm text-ink-soft">{wordsOf(period)}</span>
        </p>
        <p className="flex flex-wrap gap-x-3 text-sm text-ink-soft">
          <code title="Minute, hour, day of the month, month, day of the week, in UTC">{cron}</code>
          <span>
            next <Ago at={next} />
          </span>
          {webhook !== null && <span>tells {webhook}</span>}
        </p>
      </div>
      <div className="ml-auto">
        <ActionButton
          action="analytics.schedule_report"
          label="End the schedule"
          payload={{ report, period, cron: null, webhook: undefined }}
          subject={`${wordsOf(report)}, not any more`}
          undo={{ action: "analytics.schedule_report", payload: { report, period, cron, ...told } }}
          icon={<X size={17} aria-hidden />}
          compact
        />
      </div>
    </li>
  );
});
