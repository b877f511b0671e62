import { adminOperations } from "@agentos/contracts/api/admin";
import type { ActionName } from "@agentos/contracts/actions/actions";
import { useQuery } from "@tanstack/react-query";
import { useStaff } from "../data/staff.ts";

/** How often one may still do it within this minute. */
export function RemainingLimit({ action }: { action: ActionName }) {
  const { client } = useStaff();
  const { data } = useQuery({
    queryKey: ["remaining-limits"],
    queryFn: ({ signal }) => client.call(adminOperations.actionStatus, { query: {}, signal }),
    gcTime: 0,
  });
  const limit = data?.overview?.limits.find(({ name }) => name === action);
  if (!limit) return null;
  return (
    <p className="mr-auto text-sm text-ink-faint tabular-nums">
      {limit.remaining} more at once, {limit.limit} a minute
    </p>
  );
}
