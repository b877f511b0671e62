import { Button } from "@agentos/ui/parts/button";
import { Badge } from "@agentos/ui/parts/badge";
import { ProgressBar } from "@agentos/ui/parts/progress-bar";
import HeartPulse from "lucide-react/icons/heart-pulse";
import Play from "lucide-react/icons/play";
import RotateCw from "lucide-react/icons/rotate-cw";
import Square from "lucide-react/icons/square";
import { memo } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import type { AgentRow } from "./fleet-rows.ts";
import { TierBadge } from "./tier-badge.tsx";

type Given = { agent: AgentRow; waiting: number | null; onOpen: (agent: AgentRow["agent"]) => void };

/** An agent at a glance, with what is done to it most often. */
export const AgentCard = memo(function AgentCard({ agent, waiting, onOpen }: Given) {
  const { agent: name, label, taking, health, workers_online: online, desired_replicas: wanted } = agent;
  return (
    <li className="grid content-between gap-3 rounded-card border border-line bg-surface p-4" data-agent={name}>
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="font-semibold">{label}</h3>
          <p className="truncate font-mono text-xs text-ink-faint">{name}</p>
        </div>
        {taking ? <TierBadge tier={health} /> : <Badge tone="warn">Stopped</Badge>}
      </div>
      <Load running={agent.running_tasks} capacity={agent.capacity} label={label} />
      <dl className="grid grid-cols-4 gap-2 text-sm">
        <Figure name="Workers" value={wanted === null || wanted === online ? `${online}` : `${online}/${wanted}`} />
        <Figure name="Waiting" value={waiting === null ? "–" : waiting.toLocaleString("en")} />
        <Figure name="Done, 1 h" value={agent.done_last_hour.toLocaleString("en")} />
        <Figure
          name="Faults, 1 h"
          value={agent.failed_last_hour.toLocaleString("en")}
          bad={agent.failed_last_hour > 0}
        />
      </dl>
      <div className="-mx-1.5 -mb-1.5 flex items-center">
        <Button kind="quiet" size="small" className="mr-auto" aria-haspopup="dialog" onClick={() => onOpen(name)}>
          Settings and more<span className="sr-only"> of {name}</span>
        </Button>
        <ActionButton
          action="agent.health_check"
          label={`Check health of ${name}`}
          payload={{ agent: name }}
          subject={name}
          unless={online === 0 ? "No worker of it reports." : undefined}
          icon={<HeartPulse size={17} aria-hidden />}
          compact
        />
        <ActionButton
          action="agent.restart"
          label={`Restart ${name}`}
          payload={{ agent: name }}
          subject={name}
          unless={online === 0 ? "No worker of it reports." : undefined}
          icon={<RotateCw size={17} aria-hidden />}
          compact
        />
        <ActionButton
          action={taking ? "agent.stop" : "agent.start"}
          label={`${taking ? "Stop" : "Start"} ${name}`}
          payload={{ agent: name }}
          subject={name}
          icon={taking ? <Square size={17} aria-hidden /> : <Play size={17} aria-hidden />}
          compact
        />
      </div>
    </li>
  );
});

function Load({ running, capacity, label }: { running: number; capacity: number; label: string }) {
  return (
    <div className="grid gap-1.5">
      <p className="text-sm text-ink-soft tabular-nums">
        {running === 0 ? "No task runs" : `${running} of ${capacity} tasks run`}
      </p>
      <ProgressBar share={capacity === 0 ? 0 : running / capacity} label={`Tasks of ${label}`} className="h-1.5" />
    </div>
  );
}

function Figure({ name, value, bad = false }: { name: string; value: string; bad?: boolean }) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-xs text-ink-faint">{name}</dt>
      <dd className={`font-medium tabular-nums ${bad ? "text-bad" : ""}`}>{value}</dd>
    </div>
  );
}
