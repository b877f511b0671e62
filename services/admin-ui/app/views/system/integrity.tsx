import { Badge } from "@agentos/ui/parts/badge";
import { Ago } from "@agentos/ui/parts/ago";
import { FactList } from "./fact-list.tsx";
import { Card } from "./section.tsx";
import { useLastOutcome } from "./use-last-outcome.ts";

/** What the last check of the database's integrity looked at and found. */
export function Integrity() {
  const check = useLastOutcome("database.check_integrity");
  if (!check) {
    return (
      <Card title="Integrity">
        <p className="text-sm text-ink-soft">
          {check === undefined
            ? "\u00a0"
            : "It has not been checked. “Check integrity” looks for rows that break a constraint or refer to nothing, and for damaged indexes; it changes nothing."}
        </p>
      </Card>
    );
  }
  const { constraints, references, indexes, amcheck, findings } = check.result;
  return (
    <Card
      title="Integrity"
      aside={
        <Badge tone={findings.length > 0 ? "bad" : "good"}>
          {findings.length > 0 ? `${findings.length} findings` : "No findings"}
        </Badge>
      }
    >
      <FactList
        facts={[
          { label: "Checked", value: <Ago at={check.at} /> },
          { label: "Constraints", value: constraints.toLocaleString("en") },
          { label: "References", value: references.toLocaleString("en") },
          { label: "Indexes", value: indexes.toLocaleString("en") },
          { label: "Indexes are read", value: amcheck ? "with amcheck" : "no: only whether they are valid" },
        ]}
      />
      {findings.length > 0 && (
        <ul className="grid max-h-48 gap-1.5 overflow-y-auto text-sm">
          {findings.map(({ kind, what, says, rows }) => (
            <li key={`${kind} ${what} ${says}`} className="[overflow-wrap:anywhere]">
              <span className="font-medium">{what}</span>: {says}
              {rows === null ? "" : ` (${rows.toLocaleString("en")} rows)`}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
