import type { LiveConnection } from "@agentos/client/live/live-connection";
import { jobProgress } from "@agentos/contracts/events/job-progress";
import { useEffect } from "react";
import { useStaff } from "../../data/staff.ts";
import { JobTicks } from "./job-ticks.ts";

type Shared = { ticks: JobTicks; users: number; stop: (() => void) | undefined };

/** One for all who look through the same connection. */
const shared = new WeakMap<LiveConnection, Shared>();

/** How far jobs are, as they tell it while they run. */
export function useJobTicks(): JobTicks {
  const { connection } = useStaff();
  let entry = shared.get(connection);
  if (!entry) shared.set(connection, (entry = { ticks: new JobTicks(), users: 0, stop: undefined }));
  const own = entry;
  useEffect(() => {
    own.users += 1;
    own.stop ??= connection.follow({
      channels: ["job_status"],
      onEvent: ({ type, data }) => {
        if (type === jobProgress.name) own.ticks.take(data);
      },
    });
    return () => {
      own.users -= 1;
      if (own.users > 0) return;
      own.stop?.();
      own.stop = undefined;
    };
  }, [own, connection]);
  return own.ticks;
}
