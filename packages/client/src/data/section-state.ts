import { dashboardSources } from "@agentos/contracts/snapshot/dashboard";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import type { Sections, StaleMark } from "@agentos/contracts/snapshot/snapshot";
import type { SnapshotView } from "../live/snapshot-view.ts";
import { toTrouble, type Trouble } from "../trouble.ts";
import { freshMsOf } from "./domains.ts";

/**
 * `live`: every change is told as it happens. `fresh`: it was the latest within the time of its domain. `old`: it may be otherwise by
 * now. `none`: nothing is known yet.
 */
export type Freshness = "live" | "fresh" | "old" | "none";

/** What a view shows of one section. */
export type SectionState<Section extends SectionName> = {
  /** Undefined before the first answer. A field is null where its owner has never answered. */
  value: Sections[Section] | undefined;
  freshness: Freshness;
  /**
   * Up to when it is known to be so: milliseconds since 1970, or `now` as long as every change is told; null where it is not
   * known at all, or one of its owners has never answered.
   */
  asOf: "now" | number | null;
  /** Owners that do not answer, whose fields are therefore of earlier. */
  stale: readonly StaleMark[];
  /** Something of it is what an action will make of it, and not told by the server yet. */
  assumed: boolean;
  /** Nothing is known yet, and it is being asked for. */
  loading: boolean;
  /** Why it could not be asked for; what was there before is still shown. */
  error: Trouble | undefined;
};

/** What is shown of a section, and until when that holds if nothing happens (milliseconds since 1970). */
export function sectionState<Section extends SectionName>(
  section: Section,
  { view, shown }: { view: SnapshotView; shown: Sections | undefined },
  now: number,
): { state: SectionState<Section>; until: number | undefined } {
  const error = view.problem && toTrouble(view.problem);
  const { document, confirmedAt = now } = view;
  if (!document || !shown) {
    const nothing = { value: undefined, freshness: "none", asOf: null, stale: [], assumed: false } as const;
    return { state: { ...nothing, loading: !error, error }, until: undefined };
  }
  const stale = view.stale.filter((mark) => concerns(section, mark));
  const freshUntil = confirmedAt + freshMsOf(section);
  const freshness = stale.length > 0 ? "old" : freshnessOf(view, now < freshUntil);
  const value = shown[section];
  return {
    state: {
      value,
      freshness,
      asOf: stale.length > 0 ? oldest(stale) : freshness === "live" ? "now" : confirmedAt,
      stale,
      assumed: value !== document[section],
      loading: false,
      error,
    },
    until: freshness === "fresh" ? freshUntil : undefined,
  };
}

function freshnessOf({ freshness }: SnapshotView, inTime: boolean): Freshness {
  if (freshness === "live") return "live";
  return freshness === "polled" && inTime ? "fresh" : "old";
}

function concerns(section: SectionName, mark: StaleMark): boolean {
  if (mark.section === section) return true;
  return section === "dashboard" && dashboardSources.some((source) => source === mark.section);
}

function oldest(stale: readonly StaleMark[]): number | null {
  const times = stale.map(({ as_of }) => (as_of === null ? null : Date.parse(as_of)));
  return times.includes(null) ? null : Math.min(...(times as number[]));
}

/** Whole seconds since something was known to be so; null where that is not known. */
export function ageSeconds(asOf: SectionState<SectionName>["asOf"], now: number = Date.now()): number | null {
  if (asOf === null) return null;
  return asOf === "now" ? 0 : Math.max(0, Math.floor((now - asOf) / 1000));
}
