import { BarList } from "@agentos/ui/charts/bar-list";
import { Meter } from "@agentos/ui/parts/meter";
import { useMemo } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { FactList } from "./fact-list.tsx";
import { Integrity } from "./integrity.tsx";
import { formatMegabytes } from "./megabytes.ts";
import { Card, Section } from "./section.tsx";
import { SlowQueries } from "./slow-queries.tsx";
import { Tables } from "./tables.tsx";
import { UnderWay } from "./under-way.tsx";
import { useSystem } from "./use-system.ts";

/** How the database is, and its care: of everything at once, or table by table. */
export function DatabaseSection() {
  return (
    <Section
      id="database"
      title="Database"
      aside={
        <>
          <ActionButton
            action="database.vacuum"
            payload={{ table: undefined }}
            subject="all tables"
            label="Vacuum all"
          />
          <ActionButton
            action="database.analyze"
            payload={{ table: undefined }}
            subject="all tables"
            label="Analyze all"
          />
          <ActionButton action="database.check_integrity" payload={{}} />
          <ActionButton action="database.migrate" payload={{}} />
        </>
      }
    >
      <UnderWay of={underWay} />
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-3">
        <Server />
        <Schemas />
        <Integrity />
      </div>
      <SlowQueries />
      <Tables />
    </Section>
  );
}

const underWay = [
  "database.vacuum",
  "database.analyze",
  "database.reindex",
  "database.check_integrity",
  "database.migrate",
  "database.terminate_query",
] as const;

function Server() {
  const database = useSystem("database");
  const of = database?.connections;
  const full = of ? of.used / of.most : null;
  return (
    <Card title="Server">
      <FactList
        facts={[
          { label: "PostgreSQL", value: database && (database.version.split(" ")[0] ?? database.version) },
          { label: "Size of everything", value: database && formatMegabytes(database.megabytes) },
          { label: "Tables cared for", value: database && (database.tables?.length ?? null) },
        ]}
      />
      <Meter
        label="Connections, in tens"
        share={full}
        {...(of ? { text: `${of.used} of ${of.most}` } : {})}
        tone={full !== null && full > 0.9 ? "bad" : full !== null && full > 0.75 ? "warn" : "none"}
      />
    </Card>
  );
}

function Schemas() {
  const schemas = useSystem("database")?.schemas;
  const bars = useMemo(
    () =>
      (schemas ?? [])
        .toSorted((a, b) => b.megabytes - a.megabytes)
        .map(({ schema, megabytes }) => ({ id: schema, label: schema, value: megabytes })),
    [schemas],
  );
  return (
    <div className="min-h-64 rounded-card border border-line bg-surface p-4">
      <BarList label="Size by owner" bars={bars} format={formatMegabytes} empty="Not answered yet" />
    </div>
  );
}
