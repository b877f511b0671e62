import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { Ago } from "@agentos/ui/parts/ago";
import { Panel } from "@agentos/ui/parts/panel";
import { Sparkline } from "@agentos/ui/charts/sparkline";
import { Badge } from "@agentos/ui/parts/badge";
import Droplets from "lucide-react/icons/droplets";
import Play from "lucide-react/icons/play";
import Undo from "lucide-react/icons/undo-2";
import { memo } from "react";
import { Link } from "wouter";
import { ActionButton } from "../../actions/action-button.tsx";
import { useSection } from "../../data/use-section.ts";

type Queue = NonNullable<Sections["queue"]["queues"]>[number];

const levelTones = { normal: "none", warning: "warn", critical: "bad" } as const;

/** How much waits at each stage, and for how long. */
export function QueuesPanel() {
  const { value } = useSection("queue");
  const queues = value?.queues;
  return (
    <Panel
      title="Queues"
      note={queues && `${value?.waiting ?? "–"} waiting · ${value?.running ?? "–"} running`}
      aside={
        <Link href="/jobs?tab=queues" className="text-sm font-medium underline decoration-edge underline-offset-4">
          Queues
        </Link>
      }
    >
      {queues ? (
        <ul className="-my-2 divide-y divide-line">
          {queues.map((queue) => (
            <QueueRow key={queue.queue} queue={queue} />
          ))}
        </ul>
      ) : value ? (
        <p className="text-ink-soft">Not known: the owner of the queues has not answered yet.</p>
      ) : (
        <div className="placeholder h-100" />
      )}
    </Panel>
  );
}

const QueueRow = memo(function QueueRow({ queue }: { queue: Queue }) {
  const { queue: name, label, level, waiting, running, held, dead_letters: dead } = queue;
  const oldest = queue.oldest_waiting_at;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 py-2.5">
      <div className="grid min-w-0 gap-0.5">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium">{label}</span>
          <State queue={queue} />
          {level !== "normal" && <Badge tone={levelTones[level]}>{level}</Badge>}
        </p>
        <p className="flex flex-wrap gap-x-3 text-sm text-ink-soft tabular-nums">
          <span className={waiting > 0 ? "font-semibold text-ink" : ""}>{waiting} waiting</span>
          <span>{running} running</span>
          {held > 0 && <span>{held} held back</span>}
          <span className={dead > 0 ? "font-semibold text-bad" : ""}>{dead} dead</span>
          {oldest !== null && (
            <span>
              oldest <Ago at={oldest} />
            </span>
          )}
        </p>
      </div>
      <div className="flex items-center gap-1">
        <Sparkline
          label={`${label}, attempts finished`}
          values={queue.activity.map(({ finished }) => finished)}
          className="mr-2 h-6 w-20 max-sm:hidden"
        />
        {queue.paused || queue.draining ? (
          <ActionButton
            action="queue.resume"
            payload={{ queue: name }}
            subject={`queue ${name}`}
            icon={<Play size={17} aria-hidden />}
            compact
          />
        ) : (
          <ActionButton
            action="queue.drain"
            payload={{ queue: name }}
            subject={`queue ${name}`}
            icon={<Droplets size={17} aria-hidden />}
            compact
          />
        )}
        <ActionButton
          action="queue.redrive"
          payload={{ queue: name, limit: Math.min(Math.max(dead, 1), 1000) }}
          subject={`${dead} dead letters of ${name}`}
          unless={dead === 0 ? "It has no dead letters." : undefined}
          icon={<Undo size={17} aria-hidden />}
          compact
        />
      </div>
    </li>
  );
});

function State({ queue: { paused, paused_until: until, draining } }: { queue: Queue }) {
  if (draining && !paused) return <Badge tone="warn">draining</Badge>;
  if (!paused) return null;
  return (
    <Badge tone="warn">
      paused
      {until !== null && (
        <>
          , ends&nbsp;
          <Ago at={until} />
        </>
      )}
    </Badge>
  );
}
