import { logServices, type LogLevel } from "@agentos/contracts/logs/log-levels";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { Ago } from "@agentos/ui/parts/ago";
import { FigureTile } from "@agentos/ui/parts/figure-tile";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import { useMemo } from "react";
import { Link } from "wouter";
import { ActionButton } from "../../actions/action-button.tsx";
import { useSection } from "../../data/use-section.ts";
import { LevelBadge } from "./level-badge.tsx";
import { linesPath } from "./line-filters.ts";

type Logs = Sections["logs"];
type Service = {
  service: (typeof logServices)[number];
  /** Undefined: nobody has set one. Null: what is set is not known. */
  set: NonNullable<Logs["levels"]>[number] | undefined | null;
  /** Null while nobody has counted. */
  kept: Partial<Record<LogLevel, number>> | null;
};

/** What each service logs at, and how much of it there is. */
export function LevelsTab() {
  const { value } = useSection("logs");
  const lines = value?.lines;
  const levels = value?.levels;
  const rows = useMemo(() => value && servicesOf(lines ?? null, levels ?? null), [value, lines, levels]);
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <FigureTile label="Lines kept" value={sumOf(lines)} detail={countedAt(lines)} href="/logs" />
        <FigureTile label="Warnings" value={sumOf(lines, ["warn"])} href={linesPath({ level: "warn" })} />
        <FigureTile label="Errors" value={sumOf(lines, ["error", "fatal"])} href={linesPath({ level: "error" })} />
        <FigureTile
          label="Thrown away"
          value={lines?.dropped ?? null}
          tone={lines && lines.dropped > 0 ? "warn" : "none"}
          detail="for want of room"
        />
      </div>
      <DataTable
        columns={columns}
        rows={rows}
        getRowId={serviceOf}
        label="Services and the level that they log at"
        rowHeight={48}
        loading={!value}
        placeholders={logServices.length}
        className="max-h-none"
      />
    </div>
  );
}

const serviceOf = ({ service }: Service): string => service;

const columns: readonly Column<Service>[] = [
  {
    id: "service",
    header: "Service",
    width: "1fr",
    cell: ({ service }) => (
      <Link href={linesPath({ service })} className="underline decoration-edge underline-offset-4">
        {service}
      </Link>
    ),
  },
  { id: "level", header: "Level", width: 190, hideBelow: "sm", cell: ({ set }) => <SetLevel set={set} /> },
  { id: "lines", header: "Lines", width: 90, align: "end", hideBelow: "md", cell: ({ kept }) => countOf(kept) },
  {
    id: "warn",
    header: "Warnings",
    width: 96,
    align: "end",
    hideBelow: "md",
    cell: ({ kept, service }) => <Count {...{ kept, service }} level="warn" />,
  },
  {
    id: "error",
    header: "Errors",
    width: 80,
    align: "end",
    hideBelow: "md",
    cell: ({ kept, service }) => <Count {...{ kept, service }} level="error" />,
  },
  { id: "actions", header: "Actions", width: 208, cell: (row) => <LevelActions {...row} /> },
];

function SetLevel({ set }: Pick<Service, "set">) {
  if (set === null) return <span title="The owner of the logs has not answered yet">–</span>;
  if (set === undefined) return <span className="text-ink-faint">as configured</span>;
  return (
    <>
      <LevelBadge level={set.level} />{" "}
      {set.until ? (
        <>
          until <Ago at={set.until} />
        </>
      ) : (
        "until it is reset"
      )}
    </>
  );
}

function Count({ kept, service, level }: Pick<Service, "kept" | "service"> & { level: "warn" | "error" }) {
  const count = countOf(kept, level === "error" ? ["error", "fatal"] : [level]);
  if (count === "–" || count === "0") return count;
  return (
    <Link href={linesPath({ service, level })} className="underline decoration-edge underline-offset-4">
      {count}
    </Link>
  );
}

function LevelActions({ service, set }: Service) {
  const undo = set
    ? ({ action: "logs.set_level", payload: { service, level: set.level } } as const)
    : ({ action: "logs.reset_level", payload: { service } } as const);
  return (
    <span className="flex gap-2">
      <ActionButton action="logs.set_level" payload={{ service }} subject={service} undo={undo} />
      <ActionButton
        action="logs.reset_level"
        payload={{ service }}
        subject={service}
        label="Reset"
        kind="quiet"
        unless={set === undefined ? "It logs as it was configured." : undefined}
        undo={set ? undo : undefined}
      />
    </span>
  );
}

function servicesOf(lines: Logs["lines"], levels: Logs["levels"]): Service[] {
  return logServices.map((service) => ({
    service,
    set: levels ? levels.find((level) => level.service === service) : null,
    kept:
      lines &&
      Object.fromEntries(lines.kept.flatMap((kept) => (kept.service === service ? [[kept.level, kept.lines]] : []))),
  }));
}

function countOf(kept: Service["kept"], levels?: readonly LogLevel[]): string {
  if (!kept) return "–";
  const all = Object.entries(kept) as [LogLevel, number][];
  return all
    .reduce((sum, [level, lines]) => sum + (!levels || levels.includes(level) ? lines : 0), 0)
    .toLocaleString("en");
}

function sumOf(lines: Logs["lines"] | undefined, levels?: readonly LogLevel[]): number | null {
  if (!lines) return null;
  return lines.kept.reduce((sum, kept) => sum + (!levels || levels.includes(kept.level) ? kept.lines : 0), 0);
}

function countedAt(lines: Logs["lines"] | undefined) {
  return lines ? (
    <>
      counted <Ago at={lines.counted_at} />
    </>
  ) : undefined;
}
