import { ActionButton } from "../../actions/action-button.tsx";
import { Section } from "./section.tsx";
import { UnderWay } from "./under-way.tsx";

/** What empties the system. */
export function ResetSection() {
  return (
    <Section id="reset" title="Begin anew">
      <UnderWay of={["system.reset"]} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-card border border-bad/40 bg-surface p-4">
        <p className="max-w-prose text-sm text-ink-soft">
          Removes all jobs, clips, uploads and their files. Accounts, configuration, backups and the audit trail stay.
          It says first what would go, and wants a reason and the word RESET.
        </p>
        <ActionButton action="system.reset" kind="danger" label="Reset the system…" />
      </div>
    </Section>
  );
}
