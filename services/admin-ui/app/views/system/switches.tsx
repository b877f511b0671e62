import { Badge } from "@agentos/ui/parts/badge";
import { Ago } from "@agentos/ui/parts/ago";
import { ActionButton } from "../../actions/action-button.tsx";
import { FactList } from "./fact-list.tsx";
import { Card, Section } from "./section.tsx";
import { WhoDid } from "./who-did.tsx";
import { useSystem } from "./use-system.ts";

/** What closes the system, as a whole or for new work. */
export function Switches() {
  return (
    <Section id="switches" title="Open or closed">
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        <Maintenance />
        <Intake />
      </div>
    </Section>
  );
}

function State({ on, words }: { on: boolean | undefined; words: readonly [on: string, off: string] }) {
  if (on === undefined) return <span className="placeholder h-6 w-20" />;
  return <Badge tone={on ? "warn" : "good"}>{words[on ? 0 : 1]}</Badge>;
}

function Maintenance() {
  const maintenance = useSystem("maintenance");
  const on = maintenance === undefined ? undefined : maintenance !== null;
  return (
    <Card title="Maintenance" aside={<State on={on} words={["Closed for maintenance", "Open"]} />}>
      {maintenance ? (
        <FactList
          facts={[
            { label: "Since", value: <Ago at={maintenance.since} /> },
            {
              label: "Until",
              value: maintenance.until ? new Date(maintenance.until).toLocaleString() : "somebody ends it",
            },
            { label: "What others are told", value: maintenance.message },
            { label: "Closed by", value: <WhoDid action="system.enable_maintenance" notBefore={maintenance.since} /> },
          ]}
        />
      ) : (
        <p className="text-sm text-ink-soft">
          While it is closed, everybody but administrators is turned away with a message; what runs goes on.
        </p>
      )}
      <div className="mt-auto flex flex-wrap gap-2">
        <ActionButton action="system.enable_maintenance" {...(on ? { label: "Change the message" } : {})} />
        <ActionButton
          action="system.disable_maintenance"
          payload={{}}
          unless={on === false ? "The system is open." : undefined}
          kind={on ? "primary" : "plain"}
        />
      </div>
    </Card>
  );
}

function Intake() {
  const pause = useSystem("intake_pause");
  const on = pause === undefined ? undefined : pause !== null;
  return (
    <Card title="Intake" aside={<State on={on} words={["Paused", "Takes new work"]} />}>
      {pause ? (
        <FactList
          facts={[
            { label: "Since", value: <Ago at={pause.since} /> },
            { label: "Until", value: "somebody resumes it" },
            { label: "Paused by", value: <WhoDid action="system.pause_intake" notBefore={pause.since} /> },
          ]}
        />
      ) : (
        <p className="text-sm text-ink-soft">
          While it is paused, new jobs and uploads are refused; what was begun goes on.
        </p>
      )}
      <div className="mt-auto flex flex-wrap gap-2">
        <ActionButton action="system.pause_intake" payload={{}} unless={on ? "It is paused already." : undefined} />
        <ActionButton
          action="system.resume_intake"
          payload={{}}
          unless={on === false ? "New work is taken." : undefined}
          kind={on ? "primary" : "plain"}
        />
      </div>
    </Card>
  );
}
