import type { AnalyticsFigures, ReportName } from "@agentos/contracts/analytics";
import { wordsOf } from "@agentos/ui/format/words";
import Download from "lucide-react/icons/download";
import { ActionButton } from "../../actions/action-button.tsx";

/** Takes the figures of the span that is shown along as a file; what remains to be told is its kind. */
export function ExportButton({ report, figures }: { report: ReportName; figures: AnalyticsFigures | undefined }) {
  return (
    <ActionButton
      action="analytics.export"
      payload={figures ? { report, from: figures.from, to: figures.to } : { report }}
      subject={wordsOf(report)}
      icon={<Download size={16} aria-hidden />}
    />
  );
}
