import { ageSeconds, type SectionState } from "@agentos/client/data/section-state";
import { describeLive } from "@agentos/client/live/live-state";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import { formatDuration } from "@agentos/ui/format/time";
import Clock from "lucide-react/icons/clock-alert";
import { useEffect, useState } from "react";
import { useLiveState, useSection } from "../data/use-section.ts";

/** Says so wherever what a view shows is not what holds now: since when, and why. Nothing while all of it is current. */
export function Freshness({ sections }: { sections: readonly SectionName[] }) {
  return (
    <output className="grid gap-2 empty:hidden">
      <Interrupted />
      {sections.map((section) => (
        <SectionAge key={section} section={section} />
      ))}
    </output>
  );
}

function Interrupted() {
  const words = describeLive(useLiveState(), false);
  return words === undefined ? null : <Line>{words}</Line>;
}

function SectionAge({ section }: { section: SectionName }) {
  const state = useSection(section);
  const now = useSecond(state.freshness === "old");
  const lines = state.freshness === "old" ? oldWords(state, now) : [];
  if (state.error) lines.push(`The last read failed: ${state.error.message}`);
  return lines.map((line) => <Line key={line}>{line}</Line>);
}

function Line({ children }: { children: string }) {
  return (
    <p className="flex items-center gap-2.5 rounded-control bg-marker-wash px-3.5 py-2 text-sm">
      <Clock size={16} aria-hidden className="shrink-0" />
      {children}
    </p>
  );
}

/** What is old, since when, and whose fault it is. */
export function oldWords(state: Pick<SectionState<SectionName>, "asOf" | "stale">, now: number): string[] {
  if (state.stale.length === 0) {
    const age = ageSeconds(state.asOf, now);
    return age === null ? [] : [`What you see is ${formatDuration(age)} old.`];
  }
  const lines = state.stale.map(({ owner, as_of: asOf }) =>
    asOf === null
      ? `${owner} has not answered yet: what it knows is missing here.`
      : `${owner} does not answer: what it knows is of ${new Date(asOf).toLocaleTimeString()}, ${formatDuration(Math.max(0, (now - Date.parse(asOf)) / 1000))} ago.`,
  );
  // An owner that is missing in several sections is told of once.
  return [...new Set(lines)];
}

/** The time, each second while it matters. */
function useSecond(running: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
