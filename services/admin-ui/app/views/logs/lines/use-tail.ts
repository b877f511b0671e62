import { pollPace } from "@agentos/client/live/live-state";
import { logLines } from "@agentos/contracts/events/ticks";
import type { LogFilter } from "@agentos/contracts/logs/log-filter";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { useStaff } from "../../../data/staff.ts";
import { useLiveState } from "../../../data/use-section.ts";
import { mayMatch, type LineHead } from "../line-filters.ts";
import { afterStep, emptyTail, type Tail } from "./tail.ts";

/** Told lines say less than read ones, and by words only the database finds: they are read as often as that, in milliseconds. */
const readEveryMs = 10_000;
/** So soon where lines are missing. */
const readMissedMs = 3000;

type Given = {
  filter: LogFilter;
  following: boolean;
  /** Reads the newest lines; undefined where that failed. */
  read: () => Promise<{ rows: readonly unknown[] } | undefined>;
};

/** Lines as they are logged. While it does not follow, they wait; what could not be told is read. */
export function useTail({ filter, following, read }: Given): Tail {
  const { connection } = useStaff();
  const [tail, step] = useReducer(afterStep, emptyTail);
  const [behind, setBehind] = useState(false);
  const now = useRef({ filter, following });
  useEffect(() => {
    if (now.current.filter !== filter) step({ kind: "clear" });
    now.current = { filter, following };
  }, [filter, following]);
  useEffect(() => {
    if (following) step({ kind: "follow" });
  }, [following]);
  useEffect(() => {
    let known = false;
    return connection.follow({
      channels: ["log_tail"],
      onEvent: ({ type, data }) => {
        if (type !== logLines.name) return;
        const told = logLines.payload.safeParse(data).data;
        if (!told) return;
        const lines = told.lines.filter((line) => mayMatch(now.current.filter, line));
        if (now.current.filter.text !== undefined) return lines.length > 0 ? setBehind(true) : undefined;
        step({ kind: "told", lines, untold: told.untold, following: now.current.following });
      },
      onSubscribed: () => {
        if (known) setBehind(true);
        known = true;
      },
      onResync: () => setBehind(true),
    });
  }, [connection]);
  const readOn = useCallback(async () => {
    setBehind(false);
    const newest = await read();
    if (newest) step({ kind: "read", lines: newest.rows as readonly LineHead[] });
  }, [read]);
  useReadings({ following, missed: tail.missed > 0, behind: behind || tail.shown.length > 0, readOn });
  return tail;
}

/** Reads again where something is open, and by itself while nothing is told. */
function useReadings(given: {
  following: boolean;
  missed: boolean;
  behind: boolean;
  readOn: () => Promise<void>;
}): void {
  const { following, missed, behind, readOn } = given;
  const readAt = useRef(0);
  const pace = pollPace(useLiveState(), true);
  const every = missed ? readMissedMs : behind ? readEveryMs : pace;
  useEffect(() => {
    if (!following || every === undefined) return;
    readAt.current ||= Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const wait = (): void => {
      if (stopped) return;
      timer = setTimeout(readNow, Math.max(500, readAt.current + every - Date.now()));
    };
    const readNow = (): void => {
      readAt.current = Date.now();
      void readOn().finally(wait);
    };
    wait();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [following, every, readOn]);
}
