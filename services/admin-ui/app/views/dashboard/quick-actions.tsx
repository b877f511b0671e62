import Ban from "lucide-react/icons/ban";
import RotateCcw from "lucide-react/icons/rotate-ccw";
import Trash from "lucide-react/icons/trash-2";
import Droplets from "lucide-react/icons/droplets";
import Undo from "lucide-react/icons/undo-2";
import { ActionButton } from "../../actions/action-button.tsx";
import { useSection } from "../../data/use-section.ts";

const size = 16;
/** As many as one action takes. */
const mostAtOnce = 1000;

/** What is done most, to everything that it fits. Each says first what it would change. */
export function QuickActions() {
  const { value } = useSection("dashboard");
  const { queued, failed } = value?.jobs ?? {};
  const dead = value?.queue.dead_letters;
  return (
    <section aria-label="Quick actions" className="flex flex-wrap gap-2">
      <ActionButton
        action="job.bulk_retry"
        label="Retry failed jobs"
        payload={{ job_ids: undefined, filter: { status: "failed" } }}
        subject={`all ${count(failed)} failed jobs`}
        unless={failed === 0 ? "No job has failed." : undefined}
        icon={<RotateCcw size={size} aria-hidden />}
      />
      <ActionButton
        action="job.bulk_cancel"
        label="Cancel queued jobs"
        payload={{ job_ids: undefined, filter: { status: "queued" } }}
        subject={`all ${count(queued)} queued jobs`}
        unless={queued === 0 ? "No job is queued." : undefined}
        icon={<Ban size={size} aria-hidden />}
      />
      <ActionButton action="job.purge" label="Purge old jobs" icon={<Trash size={size} aria-hidden />} />
      <ActionButton
        action="queue.drain"
        label="Drain all queues"
        payload={{ queue: "default" }}
        subject="all queues"
        icon={<Droplets size={size} aria-hidden />}
      />
      <ActionButton
        action="queue.redrive"
        label="Run dead letters again"
        payload={{ queue: "default", limit: Math.min(Math.max(dead ?? mostAtOnce, 1), mostAtOnce) }}
        subject={`${count(dead)} dead letters of all queues`}
        unless={dead === 0 ? "There are no dead letters." : undefined}
        icon={<Undo size={size} aria-hidden />}
      />
    </section>
  );
}

function count(of: number | null | undefined): string {
  return of === null || of === undefined ? "" : of.toLocaleString("en");
}
