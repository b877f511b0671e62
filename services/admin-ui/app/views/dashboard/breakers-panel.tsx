import type { BusinessService } from "@agentos/contracts/actions/action-contract";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { wordsOf } from "@agentos/ui/format/words";
import { Panel } from "@agentos/ui/parts/panel";
import { Badge } from "@agentos/ui/parts/badge";
import RefreshCcw from "lucide-react/icons/refresh-ccw";
import { memo } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { useSection } from "../../data/use-section.ts";

type Breaker = NonNullable<Sections["system"]["breakers"]>[number];

const states = {
  closed: { tone: "good", word: "closed" },
  open: { tone: "bad", word: "open" },
  half_open: { tone: "warn", word: "probing" },
} as const;

/** Whether actions get through to each part of the system. */
export function BreakersPanel() {
  const { value } = useSection("system");
  const breakers = value?.breakers;
  const open = breakers?.filter(({ state }) => state !== "closed").length;
  return (
    <Panel title="Circuit breakers" note={open === undefined ? undefined : open === 0 ? "all closed" : `${open} open`}>
      {breakers ? (
        <ul className="-my-2 grid gap-x-8 2xl:grid-cols-2">
          {breakers.map((breaker) => (
            <BreakerRow key={breaker.service} breaker={breaker} />
          ))}
        </ul>
      ) : value ? (
        <p className="text-ink-soft">Not known: the dispatcher has not answered yet.</p>
      ) : (
        <div className="placeholder h-52" />
      )}
    </Panel>
  );
}

const BreakerRow = memo(function BreakerRow({ breaker }: { breaker: Breaker }) {
  const { service, state, failures, calls } = breaker;
  const { tone, word } = states[state];
  return (
    <li className="flex min-w-0 items-center gap-2 border-b border-line">
      <span className="min-w-0 truncate font-medium">{wordsOf(service)}</span>
      <Badge tone={tone}>{word}</Badge>
      <span className="ml-auto text-sm text-ink-soft tabular-nums" title="Failures among the last calls">
        {failures}/{calls}
      </span>
      <ActionButton
        action="system.reset_breaker"
        payload={{ service: service as BusinessService }}
        subject={`breaker ${service}`}
        unless={state === "closed" && failures === 0 ? "It is closed, and nothing has failed." : undefined}
        icon={<RefreshCcw size={16} aria-hidden />}
        compact
      />
    </li>
  );
});
