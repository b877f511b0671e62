import { readRows } from "@agentos/client/data/read-rows";
import { useQuery } from "@tanstack/react-query";
import { Button } from "@agentos/ui/parts/button";
import { Dialog } from "@agentos/ui/parts/dialog";
import { DrawerPart, Fact, FactList } from "@agentos/ui/parts/fact-list";
import { Facts } from "@agentos/ui/parts/facts";
import { Problem } from "@agentos/ui/parts/problem";
import { Link } from "wouter";
import { useStaff } from "../../../data/staff.ts";
import { LevelBadge } from "../level-badge.tsx";
import { linesPath, type LineHead } from "../line-filters.ts";
import { formatMoment } from "../../../parts/moments.ts";

type Given = { id: string; at: string; held: LineHead | undefined; onClose: () => void };

/** All that a line says. */
export function LineDrawer({ id, at, held, onClose }: Given) {
  const { client } = useStaff();
  const found = useQuery({
    queryKey: ["log-line", id, at],
    queryFn: async ({ signal }) => {
      const moment = { source: "system", from: at, to: new Date(Date.parse(at) + 1).toISOString() };
      const { rows } = await readRows(client, "logs", { ...moment, per_page: 100 }, signal);
      return (rows as LineHead[]).find((row) => row.id === id) ?? null;
    },
    enabled: held?.fields === undefined,
  });
  const line = held?.fields ? held : (found.data ?? held);
  return (
    <Dialog
      open
      size="side"
      title={line?.message ?? "Log line"}
      onClose={onClose}
      aside={
        <Button size="small" onClick={onClose}>
          Close
        </Button>
      }
    >
      {line ? <LineFacts line={line} /> : found.isPending && <div aria-hidden className="placeholder h-64" />}
      {found.error && <Problem error={found.error} />}
      {found.data === null && (
        <p className="text-ink-soft">This line is no longer in the database: it was archived or purged since.</p>
      )}
    </Dialog>
  );
}

const linkClass = "font-medium underline decoration-edge underline-offset-4 [overflow-wrap:anywhere]";

function LineFacts({ line }: { line: LineHead }) {
  const { err, ...fields } = line.fields ?? {};
  const { stack, ...error } = (typeof err === "object" && err !== null ? err : {}) as Record<string, unknown>;
  return (
    <>
      <FactList>
        <Fact name="Level">
          <LevelBadge level={line.level} />
        </Fact>
        <Fact name="Time">{formatMoment(line.at)}</Fact>
        <Fact name="Service">
          <Link className={linkClass} href={linesPath({ service: line.service })}>
            {line.service}
          </Link>
        </Fact>
        <Fact name="Instance">{line.instance}</Fact>
        <Fact name="Trace">
          {line.trace_id ? (
            <Link className={linkClass} href={linesPath({ trace_id: line.trace_id })}>
              {line.trace_id}
            </Link>
          ) : (
            "none: nobody asked for this"
          )}
        </Fact>
        {line.trace_id && (
          <Fact name="Actions">
            <Link className={linkClass} href={`/logs/audit?trace_id=${line.trace_id}`}>
              Audit entries of this trace
            </Link>
          </Fact>
        )}
        {line.job_id && (
          <Fact name="Job">
            <Link className={linkClass} href={`/jobs?job=${line.job_id}`}>
              {line.job_id}
            </Link>
          </Fact>
        )}
      </FactList>
      {Object.keys(fields).length > 0 && (
        <DrawerPart title="What else it says">
          <Facts value={fields} />
        </DrawerPart>
      )}
      {err !== undefined && (
        <DrawerPart title="Error">
          <Facts value={typeof err === "object" ? error : err} />
          {typeof stack === "string" && (
            <pre className="rounded-control bg-sunken p-3 text-xs [overflow-wrap:anywhere] whitespace-pre-wrap">
              {stack}
            </pre>
          )}
        </DrawerPart>
      )}
    </>
  );
}
