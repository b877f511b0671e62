import { Badge } from "@agentos/ui/parts/badge";
import { Ago } from "@agentos/ui/parts/ago";
import { Drawer } from "@agentos/ui/parts/drawer";
import { Link } from "wouter";
import { ActionButton } from "../../actions/action-button.tsx";
import { FactList } from "./fact-list.tsx";
import { Answers } from "./answers.tsx";
import { formatMs, type ServiceRow } from "./service-rows.ts";

type Given = {
  row: ServiceRow;
  /** When the last health check was. */
  checkedAt: string | undefined;
  onClose: () => void;
};

/** All that is known of a service, and what can be done to it. */
export function ServiceDrawer({ row, checkedAt, onClose }: Given) {
  const { service, since, answerMs, probe } = row;
  return (
    <Drawer kind="Service" title={service} onClose={onClose}>
      <div className="flex flex-wrap gap-2">
        <ActionButton action="system.run_health_check" payload={{ deep: true }} />
        <ActionButton
          action="system.restart_service"
          payload={{ service, instance: undefined }}
          subject={service}
          kind="danger"
        />
        <ActionButton
          action="system.restart_service"
          payload={{ service }}
          subject={service}
          label="Restart one instance…"
        />
      </div>
      <FactList
        facts={[
          { label: "State", value: <Answers row={row} /> },
          {
            label: "Since",
            value: since ? <Ago at={since} /> : null,
            why: "It is known of the services that are asked for the snapshot alone.",
          },
          {
            label: service === "gateway" ? "Last answer, from here and back" : "Last answer",
            value: answerMs === null ? null : formatMs(answerMs),
            why: "It has not answered, or is not asked.",
          },
          { label: "Health check", value: checkedAt ? <Ago at={checkedAt} /> : null, why: "None has been run." },
          { label: "It answered in", value: probe ? formatMs(probe.ms) : null, why: "No health check has tried it." },
        ]}
      />
      {probe && probe.checks.length > 0 && (
        <>
          <h3 className="font-semibold">What it depends on</h3>
          <ul className="grid gap-2 text-sm">
            {probe.checks.map(({ name, ok, ms }) => (
              <li key={name} className="flex items-center justify-between gap-4">
                <span className="min-w-0 truncate">{name}</span>
                <span className="flex items-center gap-3 tabular-nums">
                  {formatMs(ms)}
                  <Badge tone={ok ? "good" : "bad"}>{ok ? "works" : "fails"}</Badge>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="text-sm text-ink-soft">
        What is wrong, its log says:{" "}
        <Link href={`/logs?service=${service}`} className="underline decoration-edge underline-offset-3">
          lines of {service}
        </Link>
      </p>
    </Drawer>
  );
}
