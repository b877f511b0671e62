import { ssotOperations } from "@agentos/contracts/api/admin";
import { systemOperations, type SystemHealth } from "@agentos/contracts/api/system";
import type { SnapshotHealth } from "@agentos/contracts/snapshot/health";
import { useQuery } from "@tanstack/react-query";
import { useStaff } from "../../data/staff.ts";

/** Nobody tells of latencies: they are looked at so often while the page is in sight. */
const everyMs = 10_000;

/** How the snapshot is and how long its owners took to answer; undefined before the first answer. */
export function useSnapshotHealth(): SnapshotHealth | undefined {
  const { client } = useStaff();
  return useQuery({
    queryKey: ["ssot-health"],
    queryFn: ({ signal }) => client.call(ssotOperations.ssotHealth, { signal }),
    refetchInterval: everyMs,
  }).data;
}

/** What the front door says of itself and of what is behind it, and whether it has said so the last time. */
export function useFrontDoor(): { health: SystemHealth | undefined; at: number; failed: boolean } {
  const { client } = useStaff();
  const query = useQuery({
    queryKey: ["front-door"],
    queryFn: ({ signal }) => client.call(systemOperations.health, { signal }),
    refetchInterval: everyMs,
  });
  return { health: query.data, at: query.dataUpdatedAt, failed: query.isError };
}
