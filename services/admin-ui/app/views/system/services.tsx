import { Ago } from "@agentos/ui/parts/ago";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import RotateCcw from "lucide-react/icons/rotate-ccw";
import { useMemo } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { useFilters } from "../../data/use-filters.ts";
import { Dependencies } from "./dependencies.tsx";
import { systemFilters } from "./filters.ts";
import { Unknown } from "./unknown.tsx";
import { Answers } from "./answers.tsx";
import { Section } from "./section.tsx";
import { ServiceDrawer } from "./service-drawer.tsx";
import { formatMs, serviceRows, type ServiceRow } from "./service-rows.ts";
import { useStanding } from "./standing.ts";
import { UnderWay } from "./under-way.tsx";
import { useLastOutcome } from "./use-last-outcome.ts";
import { useSystem } from "./use-system.ts";

/** Every service, and what it depends on: whether it answers and how quickly. */
export function Services() {
  const services = useSystem("services");
  const check = useLastOutcome("system.run_health_check");
  const probes = check?.result.services;
  const { health, reached, tookMs } = useStanding();
  const rows = useMemo(
    () => serviceRows({ services: services ?? undefined, standing: { health, reached, tookMs }, probes }),
    [services, health, reached, tookMs, probes],
  );
  const [filters, setFilters] = useFilters(systemFilters);
  const open = rows.find(({ service }) => service === filters.service);
  return (
    <Section
      id="services"
      title="Services and dependencies"
      about={
        check === undefined ? (
          "\u00a0"
        ) : check === null ? (
          "No health check has been run: it tries each service and everything that it depends on."
        ) : (
          <>
            Last health check <Ago at={check.at} />: {check.result.ok ? "all is well." : "something does not work."}
          </>
        )
      }
      aside={<ActionButton action="system.run_health_check" payload={{ deep: true }} kind="primary" />}
    >
      <UnderWay of={["system.run_health_check", "system.restart_service"]} />
      <DataTable
        label="Services"
        columns={columns}
        rows={services === undefined ? undefined : rows}
        loading={services === undefined}
        placeholders={9}
        rowHeight={48}
        className="max-h-none"
        getRowId={idOf}
        onOpen={({ service }) => setFilters({ service })}
      />
      <Dependencies probes={probes} />
      {open && <ServiceDrawer row={open} checkedAt={check?.at} onClose={() => setFilters({ service: undefined })} />}
    </Section>
  );
}

function idOf({ service }: ServiceRow): string {
  return service;
}

const notChecked = "No health check has tried it yet";

const columns: readonly Column<ServiceRow>[] = [
  { id: "service", header: "Service", width: "2fr", cell: ({ service }) => service },
  { id: "state", header: "State", width: 112, cell: (row) => <Answers row={row} /> },
  {
    id: "since",
    header: "Since",
    width: 140,
    hideBelow: "md",
    cell: ({ since }) => (since ? <Ago at={since} /> : <Unknown why="Known of the snapshot's owners alone" />),
  },
  {
    id: "answer",
    header: "Last answer",
    width: 110,
    align: "end",
    hideBelow: "md",
    cell: ({ answerMs }) =>
      answerMs === null ? <Unknown why="It has not answered, or is not asked" /> : formatMs(answerMs),
  },
  {
    id: "probe",
    header: "Health check",
    width: 120,
    align: "end",
    hideBelow: "sm",
    cell: ({ probe }) => (probe ? formatMs(probe.ms) : <Unknown why={notChecked} />),
  },
  {
    id: "checks",
    header: "What it depends on",
    width: "3fr",
    hideBelow: "lg",
    cell: ({ probe }) => (probe ? <Checks probe={probe} /> : <Unknown why={notChecked} />),
  },
  {
    id: "actions",
    header: "Actions",
    width: 84,
    align: "end",
    cell: ({ service }) => (
      <ActionButton
        action="system.restart_service"
        payload={{ service, instance: undefined }}
        subject={service}
        label={`Restart ${service}`}
        icon={<RotateCcw size={17} aria-hidden />}
        compact
      />
    ),
  },
];

function Checks({ probe }: { probe: NonNullable<ServiceRow["probe"]> }) {
  if (probe.checks.length === 0) return <Unknown why={probe.ok ? "It was not asked" : "It did not answer"} />;
  return (
    <>
      {probe.checks.map(({ name, ok, ms }) => (
        <span key={name} className={`me-3 ${ok ? "" : "font-semibold text-bad"}`}>
          {name} <span className="text-ink-soft">{ok ? formatMs(ms) : "fails"}</span>
        </span>
      ))}
    </>
  );
}
