import { ActionButton } from "../../../actions/action-button.tsx";
import type { Queue } from "./queue.ts";

/** What can be done to a queue in its present state. */
export function QueueActions({ queue: { queue, paused, draining, held, waiting, dead_letters } }: { queue: Queue }) {
  const payload = { queue };
  const subject = `queue ${queue}`;
  const flows = !paused && !draining;
  return (
    <fieldset aria-label={`Actions of ${queue}`} className="min-w-0 flex flex-wrap gap-2">
      {flows && held === 0 ? (
        <ActionButton
          action="queue.pause"
          label="Pause"
          payload={{ queue, for_seconds: undefined } as { queue: typeof queue }}
          subject={subject}
        />
      ) : (
        <ActionButton action="queue.resume" label="Resume" kind="primary" payload={payload} subject={subject} />
      )}
      <ActionButton
        action="queue.drain"
        label="Drain"
        payload={payload}
        subject={subject}
        unless={
          draining
            ? "It is being drained."
            : paused
              ? "It is paused: nothing would be finished. Resume it first."
              : undefined
        }
      />
      <ActionButton
        action="queue.clear"
        label="Clear"
        kind="danger"
        payload={payload}
        subject={subject}
        unless={waiting + held === 0 ? "Nothing waits there." : undefined}
      />
      <ActionButton
        action="queue.redrive"
        label="Run failed ones again"
        payload={payload}
        subject={subject}
        unless={dead_letters === 0 ? "It has no dead letters." : undefined}
      />
    </fieldset>
  );
}
