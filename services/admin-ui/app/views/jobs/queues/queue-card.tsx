import type { queueOperations } from "@agentos/contracts/api/queue";
import { Sparkline } from "@agentos/ui/charts/sparkline";
import { formatDuration, formatLeft } from "@agentos/ui/format/time";
import { Ago } from "@agentos/ui/parts/ago";
import { Badge } from "@agentos/ui/parts/badge";
import { memo, type ReactNode } from "react";
import { Link } from "wouter";
import type { z } from "zod";
import { lastHour } from "./last-hour.ts";
import type { Queue } from "./queue.ts";
import { QueueActions } from "./queue-actions.tsx";

type Stats = z.output<typeof queueOperations.stats.reply>[number];

/** `now`: milliseconds since 1970, of this minute. */
type Given = { queue: Queue; stats: Stats | undefined; now: number };

/** A stage's queue: how much is in it, how fast it goes, and what can be done to it. */
export const QueueCard = memo(function QueueCard({ queue, stats, now }: Given) {
  const { finished, failed, course } = lastHour(queue.activity, now);
  return (
    <li data-queue={queue.queue} className="grid content-between gap-4 rounded-card border border-line bg-surface p-4">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="truncate text-base font-semibold">{queue.label}</h3>
          <p className="truncate text-sm text-ink-faint">{queue.queue}</p>
        </div>
        <State queue={queue} />
      </div>
      <dl className="grid grid-cols-4 gap-2">
        <Depth name="Waiting" count={queue.waiting} level={queue.level} />
        <Depth name="Running" count={queue.running} />
        <Depth name="Held back" count={queue.held} />
        <Depth
          name="Given up"
          count={queue.dead_letters}
          level={queue.dead_letters > 0 ? "warning" : "normal"}
          href={`/jobs?tab=dead_letters&queue=${queue.queue}`}
        />
      </dl>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <Line name="Oldest waiting">
          {queue.oldest_waiting_at ? <Ago at={queue.oldest_waiting_at} /> : "nothing waits"}
        </Line>
        <Line name="Last hour">
          <span className="inline-flex flex-wrap items-center justify-end gap-x-3">
            <Sparkline label={`${queue.label}, attempts of the last hour`} values={course} className="h-5 w-20" />
            <span>
              {finished} done{failed > 0 && <span className="text-bad">, {failed} failed</span>}
            </span>
          </span>
        </Line>
        <Line name="Takes (p50, p95)">
          {stats ? `${seconds(stats.p50_seconds)}, ${seconds(stats.p95_seconds)}` : "–"}
        </Line>
        <Line name="Waits (p50)">{stats ? seconds(stats.p50_wait_seconds) : "–"}</Line>
        <Line name="Until empty">{emptyIn(queue, stats)}</Line>
      </dl>
      <QueueActions queue={queue} />
    </li>
  );
});

function State({ queue }: { queue: Queue }) {
  if (queue.paused)
    return (
      <Badge tone="warn">
        Paused
        {queue.paused_until && (
          <>
            , flows <Ago at={queue.paused_until} className="ml-1" />
          </>
        )}
      </Badge>
    );
  if (queue.draining) return <Badge tone="warn">Draining</Badge>;
  if (queue.level !== "normal")
    return <Badge tone={queue.level === "critical" ? "bad" : "warn"}>Long: {queue.level}</Badge>;
  return <Badge tone="good">Flows</Badge>;
}

type DepthGiven = { name: string; count: number; level?: Queue["level"]; href?: string };
const levelClass = { normal: "", warning: "text-warn", critical: "text-bad" } as const;

function Depth({ name, count, level = "normal", href }: DepthGiven) {
  const text = count.toLocaleString("en");
  return (
    <div className="min-w-0">
      <dt className="truncate text-xs text-ink-soft">{name}</dt>
      <dd className={`font-display text-xl font-semibold tabular-nums ${levelClass[level]}`}>
        {href && count > 0 ? (
          <Link href={href} className="underline decoration-edge underline-offset-4">
            {text}
          </Link>
        ) : (
          text
        )}
      </dd>
    </div>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0 text-right tabular-nums">{children}</dd>
    </>
  );
}

function seconds(value: number | null): string {
  return value === null ? "–" : formatDuration(value);
}

/** At the pace of the last hour. */
function emptyIn(queue: Queue, stats: Stats | undefined): string {
  if (queue.waiting + queue.running === 0) return "is empty";
  if (queue.paused) return "not while it is paused";
  return stats?.eta_seconds === null || stats === undefined ? "–" : formatLeft(stats.eta_seconds);
}
