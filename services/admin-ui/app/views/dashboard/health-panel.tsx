import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { Panel } from "@agentos/ui/parts/panel";
import { Badge } from "@agentos/ui/parts/badge";
import type { ComponentProps } from "react";
import { Link } from "wouter";
import { useSection } from "../../data/use-section.ts";

type Line = {
  label: string;
  href: string;
  tone: NonNullable<ComponentProps<typeof Badge>["tone"]>;
  word: string;
  detail?: string;
};

const unknown = { tone: "none", word: "–", detail: "its owner has not answered yet" } as const;

/** Everything else that may be wrong, in a line each, with the way to it. */
export function HealthPanel() {
  const { value } = useSection("dashboard");
  const { value: system } = useSection("system");
  return (
    <Panel title="Health">
      <ul className="-my-2">
        {linesOf(value, system).map(({ label, href, tone, word, detail }) => (
          <li
            key={label}
            className="flex min-h-10 min-w-0 items-center gap-3 border-b border-line py-1 last:border-b-0"
          >
            <Link href={href} className="shrink-0 font-medium underline decoration-edge underline-offset-4">
              {label}
            </Link>
            <span className="ml-auto min-w-0 truncate text-sm text-ink-soft tabular-nums" title={detail}>
              {detail}
            </span>
            <Badge tone={tone}>{word}</Badge>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function linesOf(of: Sections["dashboard"] | undefined, system: Sections["system"] | undefined): Line[] {
  return [
    { label: "Agents", href: "/agents", ...agentsOf(of?.agents) },
    { label: "Managers", href: "/managers", ...countOf(of?.managers.failing, of?.managers.total, "failing") },
    { label: "Audit trail", href: "/logs/audit", ...auditOf(of?.audit) },
    { label: "Actions", href: "/logs/audit", ...actionsOf(of?.actions) },
    { label: "Accounts", href: "/configuration/users", ...countOf(of?.accounts.locked, of?.accounts.total, "locked") },
    { label: "Intake", href: "/system", ...openOf(system, "intake_pause", "paused") },
    { label: "Maintenance", href: "/system", ...openOf(system, "maintenance", "on") },
    { label: "Storage", href: "/system", ...storageOf(system?.storage) },
  ];
}

type Said = Omit<Line, "label" | "href">;

function agentsOf(tiers: Sections["dashboard"]["agents"] | undefined): Said {
  const counts = Object.entries(tiers ?? {}).filter(([, count]) => count !== 0);
  if (counts.length === 0 || counts.some(([, count]) => count === null)) return unknown;
  const worst = ["offline", "degraded", "warning", "healthy"].find((tier) => counts.some(([name]) => name === tier));
  const tone = worst === "healthy" ? "good" : worst === "warning" ? "warn" : "bad";
  return { tone, word: worst ?? "–", detail: counts.map(([tier, count]) => `${count} ${tier}`).join(", ") };
}

function countOf(wrong: number | null | undefined, total: number | null | undefined, word: string): Said {
  if (typeof wrong !== "number") return unknown;
  const detail = typeof total === "number" ? `of ${total}` : "";
  return wrong === 0
    ? { tone: "good", word: `none ${word}`, detail }
    : { tone: "warn", word: `${wrong} ${word}`, detail };
}

function auditOf(audit: Sections["dashboard"]["audit"] | undefined): Said {
  if (!audit || audit.chain_ok === null) return unknown;
  const detail = audit.unverified === null ? "" : `${audit.unverified} entries not signed for yet`;
  return audit.chain_ok ? { tone: "good", word: "chain holds", detail } : { tone: "bad", word: "broken", detail };
}

function actionsOf(actions: Sections["dashboard"]["actions"] | undefined): Said {
  if (!actions || actions.failed_last_hour === null) return unknown;
  const { open, failed_last_hour: failed } = actions;
  return {
    tone: failed > 0 ? "warn" : "good",
    word: failed > 0 ? `${failed} failed` : "none failed",
    detail: `${open ?? "–"} under way, last hour`,
  };
}

function openOf(system: Sections["system"] | undefined, field: "intake_pause" | "maintenance", word: string): Said {
  if (!system) return unknown;
  // Null tells both that it is open and that nobody has answered; what is never null tells the two apart.
  if (system.database === null) return unknown;
  const since = system[field]?.since;
  return since === undefined
    ? { tone: "good", word: field === "maintenance" ? "off" : "open" }
    : { tone: "warn", word, detail: `since ${new Date(since).toLocaleString()}` };
}

function storageOf(storage: Sections["system"]["storage"] | undefined): Said {
  if (!storage) return unknown;
  return { tone: "none", word: `${storage.free_gigabytes.toLocaleString("en")} GB free` };
}
