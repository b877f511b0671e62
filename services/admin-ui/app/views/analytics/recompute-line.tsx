import type { AnalyticsFigures } from "@agentos/contracts/analytics";
import Calculator from "lucide-react/icons/calculator";
import { ActionButton } from "../../actions/action-button.tsx";

const moment = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });

/** What the figures are of, and the way to have them counted anew. */
export function RecomputeLine({ figures }: { figures: AnalyticsFigures | undefined }) {
  const { from, to } = figures ?? {};
  const words = from === undefined || to === undefined ? undefined : spanText(from, to);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-h-6 text-sm text-ink-soft tabular-nums">{words ?? "\u00a0"}</p>
      <div className="ml-auto">
        <ActionButton
          action="analytics.recompute"
          payload={from === undefined || to === undefined ? {} : { from, to }}
          subject={words}
          icon={<Calculator size={16} aria-hidden />}
        />
      </div>
    </div>
  );
}

function spanText(from: string, to: string): string {
  return `${moment.format(new Date(from))} – ${moment.format(new Date(to))}`;
}
