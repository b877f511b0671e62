import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { wordsOf } from "@agentos/ui/format/words";
import { Ago } from "@agentos/ui/parts/ago";
import { Facts } from "@agentos/ui/parts/facts";
import { Panel } from "@agentos/ui/parts/panel";
import FileChart from "lucide-react/icons/file-chart-line";
import { memo } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { useSection } from "../../data/use-section.ts";

type Report = NonNullable<Sections["analytics"]["reports"]>[number];

/** Reports that were made by themselves, with their files; and one to be made now. */
export function ReportsPanel() {
  const { value } = useSection("analytics");
  const reports = value?.reports;
  return (
    <Panel
      title="Reports"
      note="those that are made by a schedule"
      aside={<ActionButton action="analytics.generate_report" icon={<FileChart size={16} aria-hidden />} />}
    >
      {value && !reports && <p className="text-ink-soft">Not known: system has not answered yet.</p>}
      {reports?.length === 0 && (
        <p className="text-ink-soft">
          None yet. Schedule one and it appears here at its time; one that is made at once is shown as soon as it is
          done.
        </p>
      )}
      {reports && reports.length > 0 && (
        <ul className="-my-2 divide-y divide-line">
          {reports.map((report) => (
            <ReportRow key={report.id} report={report} />
          ))}
        </ul>
      )}
      {!value && <div className="placeholder h-12" />}
    </Panel>
  );
}

const ReportRow = memo(function ReportRow({ report }: { report: Report }) {
  return (
    <li className="grid gap-1 py-3">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">{wordsOf(report.report)}</span>
        <span className="text-sm text-ink-soft">{wordsOf(report.period)}</span>
        <span className="ml-auto text-sm text-ink-soft">
          made <Ago at={report.made_at} />
        </span>
      </p>
      <div className="text-sm">
        <Facts value={report.files} />
      </div>
    </li>
  );
});
