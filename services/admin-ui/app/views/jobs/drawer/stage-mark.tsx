import type { JobDetail } from "@agentos/contracts/api/jobs";
import Check from "lucide-react/icons/check";
import Pause from "lucide-react/icons/pause";
import X from "lucide-react/icons/x";

const shape = "mt-0.5 grid size-5 shrink-0 place-items-center rounded-full";

/** How a stage stands, as a sign; the words stand beside it. */
export function StageMark({ state }: { state: JobDetail["steps"][number]["state"] }) {
  if (state === "done") {
    return (
      <span aria-hidden className={`${shape} bg-ink text-paper`}>
        <Check size={12} strokeWidth={3} />
      </span>
    );
  }
  if (state === "failed" || state === "cancelled") {
    return (
      <span aria-hidden className={`${shape} ${state === "failed" ? "bg-bad" : "bg-ink-faint"} text-paper`}>
        <X size={12} strokeWidth={3} />
      </span>
    );
  }
  if (state === "held") {
    return (
      <span aria-hidden className={`${shape} bg-warn-wash text-warn`}>
        <Pause size={11} strokeWidth={3} />
      </span>
    );
  }
  return (
    <span
      aria-hidden
      className={`${shape} border-2 ${state === "running" ? "border-4 border-marker-deep" : "border-line"}`}
    />
  );
}
