import type { LiveEvent } from "@agentos/client/live/event-sieve";
import { jobOperations } from "@agentos/contracts/api/jobs";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useStaff } from "../../../data/staff.ts";
import { useEndlessRows, type EndlessRows } from "../../../data/use-endless-rows.ts";
import { useSection } from "../../../data/use-section.ts";
import type { JobsFilter } from "../filters.ts";
import { Doubts } from "./doubts.ts";
import { listed, rowAfter, rowOf, withKnown, type JobRow } from "./live-rows.ts";

/** Events come in groups: they are drawn together. In milliseconds. */
const drawMs = 200;
/** Between two reads of what has come. */
const newerMs = 2000;

const idOf = (row: { id: string }): string => row.id;

/** The jobs that a filter means, read on as somebody scrolls; what is told of one is in its row at once. */
export function useLiveRows(filter: JobsFilter): EndlessRows<JobRow> {
  const { connection } = useStaff();
  const endless = useEndlessRows("jobs", filter, idOf);
  const { known, note } = useKnown();
  const { value, freshness } = useSection("jobs");
  const recent = value?.recent;
  const list = useMemo(() => endless.rows && listed(endless.rows, filter.sort), [endless.rows, filter.sort]);
  const rows = useMemo(
    // The snapshot follows every change of the newest jobs, also of what no event tells.
    () => list && withKnown(list, [...(recent ?? []), ...known.values()], filter.status),
    [list, known, recent, filter.status],
  );
  const held = useEffectEvent((id: string): JobRow | undefined => {
    const place = list?.places.get(id);
    return place === undefined ? undefined : list?.rows[place];
  });

  const readNewer = useThrottled(() => void endless.readNewer(), newerMs);
  const readDoubtful = useDoubts(note);
  const take = useEffectEvent((event: LiveEvent): void => {
    const id = event.data["job_id"];
    if (typeof id !== "string" || event.type === "clip:ready") return;
    const row = note.latest(id) ?? held(id);
    if (!row) return event.type.endsWith(":progress") ? undefined : readNewer();
    const told = rowAfter(row, event);
    if (!told) return readDoubtful(id);
    if (told !== row) note.put(told);
  });
  const missed = useEffectEvent(() => readNewer());
  useEffect(
    () =>
      connection.follow({
        channels: ["job_status"],
        onEvent: (event) => take(event),
        onResync: () => missed(),
      }),
    [connection],
  );
  // Nobody tells: each look at the snapshot says whether there is something new.
  const looked = freshness === "live" ? undefined : recent;
  useEffect(() => {
    if (looked) missed();
  }, [looked]);
  return { ...endless, rows };
}

type Notes = { latest: (id: string) => JobRow | undefined; put: (row: JobRow) => void };

/** What was told of jobs since they were read. */
function useKnown(): { known: ReadonlyMap<string, JobRow>; note: Notes } {
  const [known, setKnown] = useState<ReadonlyMap<string, JobRow>>(new Map());
  const told = useRef(new Map<string, JobRow>());
  const drawing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(drawing.current), []);
  const note = useMemo<Notes>(
    () => ({
      latest: (id) => told.current.get(id),
      put: (row) => {
        told.current.set(row.id, row);
        drawing.current ??= setTimeout(() => {
          drawing.current = undefined;
          setKnown(new Map(told.current));
        }, drawMs);
      },
    }),
    [],
  );
  return { known, note };
}

/** Reads jobs of which an event left something open. */
function useDoubts(note: Notes): (id: string) => void {
  const { client } = useStaff();
  const [doubts] = useState(
    () =>
      new Doubts((id) => {
        // One that is gone, or cannot be read now, stays as it was; the next event of it asks again.
        client.call(jobOperations.get, { params: { job_id: id } }).then((job) => note.put(rowOf(job)), ignore);
      }),
  );
  useEffect(() => () => doubts.stop(), [doubts]);
  return (id) => doubts.add(id);
}

function ignore(): void {}

/** Does it soon, and not more often than that. */
function useThrottled(doIt: () => void, pauseMs: number): () => void {
  const last = useRef(Number.NEGATIVE_INFINITY);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(doIt);
  useEffect(() => {
    latest.current = doIt;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(
    () => () => {
      timer.current ??= setTimeout(
        () => {
          timer.current = undefined;
          last.current = performance.now();
          latest.current();
        },
        Math.max(drawMs, last.current + pauseMs - performance.now()),
      );
    },
    [pauseMs],
  );
}
