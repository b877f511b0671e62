import type { Freshness } from "@agentos/client/data/section-state";
import { ssotOperations } from "@agentos/contracts/api/admin";
import { sectionNames, type SectionName } from "@agentos/contracts/snapshot/section-names";
import { describeLive } from "@agentos/client/live/live-state";
import { wordsOf } from "@agentos/ui/format/words";
import { Ago } from "@agentos/ui/parts/ago";
import { Panel } from "@agentos/ui/parts/panel";
import { Problem } from "@agentos/ui/parts/problem";
import { Badge } from "@agentos/ui/parts/badge";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { useStaff } from "../../data/staff.ts";
import { useLiveState } from "../../data/use-section.ts";

const everyMs = 15_000;
const words: Record<Freshness, { tone: "good" | "none" | "warn"; word: string }> = {
  live: { tone: "good", word: "live" },
  fresh: { tone: "none", word: "fresh" },
  old: { tone: "warn", word: "old" },
  none: { tone: "none", word: "–" },
};

/** How current everything is that the control room shows, and who does not answer. */
export function CurrencyPanel() {
  const live = useLiveState();
  return (
    <Panel
      title="How current this is"
      note={describeLive(live, false) ?? (live.status === "live" ? "every change is told as it happens" : "connecting")}
    >
      <div className="grid grid-cols-1 gap-x-8 gap-y-4 lg:grid-cols-2">
        <div className="grid content-start gap-2">
          <h3 className="text-sm font-semibold text-ink-soft">Sections</h3>
          <ul className="grid gap-x-8 sm:grid-cols-2">
            {sectionNames.map((section) => (
              <SectionLine key={section} section={section} />
            ))}
          </ul>
        </div>
        <Owners />
      </div>
    </Panel>
  );
}

/** Draws when the freshness changes, not with each change of the section. */
function SectionLine({ section }: { section: SectionName }) {
  const view = useStaff().data.section(section);
  const told = useSyncExternalStore(
    view.subscribe,
    useCallback(() => {
      const { freshness, asOf } = view.getSnapshot();
      return `${freshness} ${freshness === "live" ? "" : asOf}`;
    }, [view]),
  );
  const [freshness = "none", asOf = ""] = told.split(" ");
  const { tone, word } = words[freshness as Freshness];
  return (
    <li className="flex min-h-9 items-center gap-2 border-b border-line text-sm">
      <span>{wordsOf(section)}</span>
      <span className="ml-auto text-ink-soft">{/^\d+$/.test(asOf) && <Ago at={Number(asOf)} />}</span>
      <Badge tone={tone}>{word}</Badge>
    </li>
  );
}

function Owners() {
  const { client } = useStaff();
  const { data, error } = useQuery({
    queryKey: ["ssot-health"],
    queryFn: ({ signal }) => client.call(ssotOperations.ssotHealth, { signal }),
    refetchInterval: everyMs,
  });
  return (
    <div className="grid content-start gap-2">
      <h3 className="text-sm font-semibold text-ink-soft">
        Owners{data?.version !== null && data && <span className="font-normal"> · version {data.version}</span>}
      </h3>
      {error && <Problem error={error} />}
      <ul className="grid min-h-36 content-start gap-x-8 sm:grid-cols-2">
        {data?.owners.map(({ owner, answers, last_answer_at: at, took_ms: took }) => (
          <li key={owner} className="flex min-h-9 items-center gap-2 border-b border-line text-sm">
            <span className="min-w-0 truncate">{owner}</span>
            <span className="ml-auto shrink-0 text-ink-soft tabular-nums">
              {answers ? took === null ? "–" : `${Math.round(took)} ms` : at === null ? "never" : <Ago at={at} />}
            </span>
            {!answers && <Badge tone="bad">silent</Badge>}
          </li>
        ))}
      </ul>
    </div>
  );
}
