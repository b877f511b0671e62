import { ApiError } from "@agentos/client/api-error";
import { ssotOperations } from "@agentos/contracts/api/admin";
import type { SnapshotHealth } from "@agentos/contracts/snapshot/health";
import { useQuery } from "@tanstack/react-query";
import { useStaff } from "../../data/staff.ts";

/** Nobody tells of latencies: they are looked at so often while the page is in sight. */
const everyMs = 10_000;

/** What is told of the snapshot, and of the way there. */
export type Standing = {
  /** Undefined before the first answer; kept while later ones fail. */
  health: SnapshotHealth | undefined;
  /** Whether the front door has answered the last time; null before that is known. */
  reached: boolean | null;
  /** Milliseconds from here to the answer and back. */
  tookMs: number | null;
};

/** How the snapshot is, how long its owners took to answer, and whether the front door answers. */
export function useStanding(): Standing {
  const { client } = useStaff();
  const { data, error } = useQuery({
    queryKey: ["snapshot-health"],
    queryFn: async ({ signal }) => {
      const asked = performance.now();
      const health = await client.call(ssotOperations.ssotHealth, { signal });
      return { health, tookMs: performance.now() - asked };
    },
    refetchInterval: everyMs,
  });
  const lost = error instanceof ApiError && error.status === 0;
  return {
    health: data?.health,
    reached: lost ? false : data || error ? true : null,
    tookMs: error ? null : (data?.tookMs ?? null),
  };
}
