import { ActionButton } from "../../actions/action-button.tsx";
import { NumberStep } from "../../parts/number-step.tsx";
import type { ManagerRow } from "./manager-rows.ts";
import { intervalText, whyNotManager } from "./manager-words.ts";

/** What is done to a manager. */
export function ManagerActions({ manager: row }: { manager: ManagerRow }) {
  const { name: manager, interval_seconds: seconds, bounds } = row;
  const about = { payload: { manager }, subject: manager };
  return (
    <div className="grid gap-4">
      <fieldset className="flex flex-wrap gap-2" aria-label={`Actions on ${manager}`}>
        <ActionButton action="manager.run_now" {...about} unless={whyNotManager("manager.run_now", row)} />
        <ActionButton action="manager.start" {...about} unless={whyNotManager("manager.start", row)} />
        <ActionButton action="manager.pause" {...about} unless={whyNotManager("manager.pause", row)} />
        <ActionButton action="manager.resume" {...about} unless={whyNotManager("manager.resume", row)} />
        <ActionButton action="manager.restart" {...about} />
        <ActionButton action="manager.reset_stats" {...about} />
        <ActionButton action="manager.failover" {...about} unless={whyNotManager("manager.failover", row)} />
        <ActionButton action="manager.stop" {...about} kind="danger" unless={whyNotManager("manager.stop", row)} />
      </fieldset>
      <NumberStep
        key={seconds}
        label="Runs every"
        unit="seconds"
        hint={`From the start of a run to the start of the next: between ${intervalText(bounds.min)} and ${intervalText(bounds.max)}.`}
        value={seconds}
        min={bounds.min}
        max={bounds.max}
        fraction
      >
        {(wanted, why) => (
          <ActionButton
            action="manager.set_interval"
            payload={{ manager, seconds: wanted }}
            subject={manager}
            unless={why}
            undo={{ action: "manager.set_interval", payload: { manager, seconds } }}
          />
        )}
      </NumberStep>
    </div>
  );
}
