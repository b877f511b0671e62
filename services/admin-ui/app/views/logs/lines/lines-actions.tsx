import type { LogFilter } from "@agentos/contracts/logs/log-filter";
import BellPlus from "lucide-react/icons/bell-plus";
import Download from "lucide-react/icons/download";
import { ActionButton } from "../../../actions/action-button.tsx";
import { filterInWords } from "../line-filters.ts";

/** What can be done with the lines that are looked for. */
export function LinesActions({ filter }: { filter: LogFilter }) {
  const { from: _from, to: _to, ...pattern } = filter;
  const unless = Object.keys(pattern).length === 0 ? "Filter first: an alert is on lines of a kind." : undefined;
  return (
    <div className="flex flex-wrap gap-2">
      <ActionButton
        action="logs.export"
        payload={{ filter }}
        subject={filterInWords(filter)}
        label="Export these"
        icon={<Download size={15} aria-hidden />}
      />
      <ActionButton
        action="logs.create_alert"
        payload={{ filter: pattern }}
        subject={filterInWords(pattern)}
        label="Alert on these"
        unless={unless}
        icon={<BellPlus size={15} aria-hidden />}
      />
    </div>
  );
}
