import { Badge } from "@agentos/ui/parts/badge";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import type { BusinessService } from "@agentos/contracts/actions/action-contract";
import { ActionButton } from "../../actions/action-button.tsx";
import { Section } from "./section.tsx";
import { useSystem, type SystemFields } from "./use-system.ts";

type Breaker = NonNullable<SystemFields["breakers"]>[number];

/** What stops actions on a part of the system that keeps failing. */
export function Breakers() {
  const breakers = useSystem("breakers");
  return (
    <Section
      id="breakers"
      title="Circuit breakers"
      about="An open one refuses actions of its kind for a while, because too many of the last ones have failed."
    >
      <DataTable
        label="Circuit breakers"
        columns={columns}
        rows={breakers ?? undefined}
        loading={breakers === undefined}
        placeholders={9}
        rowHeight={46}
        className="max-h-none"
        getRowId={idOf}
        empty="The dispatcher of actions has not answered yet: what it knows of its breakers is missing here."
      />
    </Section>
  );
}

function idOf({ service }: Breaker): string {
  return service;
}

const states = { closed: "Closed", open: "Open", half_open: "Trying again" } as const;
const stateTones = { closed: "good", open: "bad", half_open: "warn" } as const;

const columns: readonly Column<Breaker>[] = [
  { id: "service", header: "Actions of", width: "1fr", cell: ({ service }) => service },
  {
    id: "state",
    header: "State",
    width: 118,
    cell: ({ state }) => <Badge tone={stateTones[state]}>{states[state]}</Badge>,
  },
  {
    id: "failures",
    header: "Failures",
    width: 120,
    align: "end",
    hideBelow: "sm",
    cell: ({ failures, calls }) => (calls === 0 ? "no calls" : `${failures} of last ${calls}`),
  },
  {
    id: "actions",
    header: "Actions",
    width: 88,
    align: "end",
    cell: ({ service, state, failures }) => (
      <ActionButton
        action="system.reset_breaker"
        payload={{ service: service as BusinessService }}
        subject={service}
        label="Reset"
        kind="quiet"
        unless={state === "closed" && failures === 0 ? "It is closed, and nothing has failed." : undefined}
      />
    ),
  },
];
