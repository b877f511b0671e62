import type { Snapshot, StaleMark } from "@agentos/contracts/snapshot/snapshot";
import { describeLive, type LiveState } from "./live-state.ts";

/** The snapshot as it can be shown, with all that is known of how old it is. */
export type SnapshotView = {
  document: Snapshot | undefined;
  /**
   * `live`: the latest there is. `polled`: the latest at `confirmedAt`. `old`: there is a later one that is not here, or nobody
   * can say whether there is.
   */
  freshness: "loading" | "live" | "polled" | "old";
  /** Milliseconds since 1970 when this was the latest for certain; undefined without a document. */
  confirmedAt: number | undefined;
  /** Owners that do not answer: their fields are older than the rest. */
  stale: readonly StaleMark[];
  connection: LiveState;
  /** Why the last read failed. */
  problem: Error | undefined;
};

/** How old what is shown may be, in milliseconds; 0 while it is live, undefined without a document. */
export function ageOf(view: SnapshotView, now: number = Date.now()): number | undefined {
  if (view.confirmedAt === undefined) return undefined;
  return view.freshness === "live" ? 0 : Math.max(0, now - view.confirmedAt);
}

/** What has to stand beside the figures, in sentences; none while all of them are the latest. */
export function describeSnapshot(view: SnapshotView, now: number = Date.now()): string[] {
  const age = ageOf(view, now);
  const connection = describeLive(view.connection, false);
  return [
    ...(connection === undefined ? [] : [connection]),
    ...(view.problem ? [`The last read failed: ${view.problem.message}`] : []),
    ...(view.freshness === "old" && age !== undefined ? [`What you see is ${secondsOf(age)} old.`] : []),
    ...view.stale.map(({ section, owner, as_of: asOf }) =>
      asOf === null
        ? `${owner} has not answered yet: its part of ${section} is not known.`
        : `${owner} does not answer: its part of ${section} is ${secondsOf(now - Date.parse(asOf))} old.`,
    ),
  ];
}

function secondsOf(ms: number): string {
  return `${Math.max(0, Math.round(ms / 1000))} s`;
}
