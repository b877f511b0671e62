import type { LiveConnection } from "@agentos/client/live/live-connection";
import { jobProgress } from "@agentos/contracts/events/job-progress";
import { useEffect } from "react";
import { useStaff } from "../../data/staff.ts";
import { JobTicks } from "./job-ticks.ts";

type Follower = () => () => void;
type Shared = { ticks: JobTicks; follow: Follower };

/** One for all who look through the same connection. */
const shared = new WeakMap<LiveConnection, Shared>();

/** How far jobs are, as they tell it while they run. */
export function useJobTicks(): JobTicks {
  const { connection } = useStaff();
  const { ticks, follow } = sharedOf(connection);
  useEffect(follow, [follow]);
  return ticks;
}

function sharedOf(connection: LiveConnection): Shared {
  const known = shared.get(connection);
  if (known) return known;
  const ticks = new JobTicks();
  const made = { ticks, follow: followerOf(connection, ticks) };
  shared.set(connection, made);
  return made;
}

/** Follows while anybody looks. */
function followerOf(connection: LiveConnection, ticks: JobTicks): Follower {
  let users = 0;
  let stop: (() => void) | undefined;
  return () => {
    users += 1;
    stop ??= connection.follow({
      channels: ["job_status"],
      onEvent: ({ type, data }) => {
        if (type === jobProgress.name) ticks.take(data);
      },
    });
    return () => {
      users -= 1;
      if (users > 0) return;
      stop?.();
      stop = undefined;
    };
  };
}
