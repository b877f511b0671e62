import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { useEffect } from "react";
import { useRows } from "../../data/use-rows.ts";
import { useStaff } from "../../data/staff.ts";

/** Owners of actions that change accounts, by the first word of their names. */
const changing = /^(user\.|system\.unlock_account$)/;

/**
 * Accounts, read again as soon as an action on one has been carried out, whoever sent it: the accounts themselves are told of to
 * nobody, so that who may not see them does not learn of them.
 */
export function useUserRows(filters: FiltersOf<"users">, perPage: number): ReturnType<typeof useRows<"users">> {
  const { connection } = useStaff();
  const state = useRows("users", filters, perPage);
  const { source } = state;
  useEffect(
    () =>
      connection.follow({
        channels: ["action_results"],
        onEvent: ({ type, data }) => {
          if (type !== "action:executed") return;
          const { action } = (data ?? {}) as { action?: unknown };
          if (typeof action === "string" && changing.test(action)) source.refresh();
        },
      }),
    [connection, source],
  );
  return state;
}
