import type { Priority } from "@agentos/contracts/job-options";

const looks: Record<Priority, string> = {
  low: "text-ink-faint",
  normal: "text-ink-soft",
  high: "font-medium text-ink",
  urgent: "font-semibold text-warn",
};
export const priorityNames: Record<Priority, string> = { low: "Low", normal: "Normal", high: "High", urgent: "Urgent" };

export function PriorityName({ priority }: { priority: Priority }) {
  return <span className={looks[priority]}>{priorityNames[priority]}</span>;
}
