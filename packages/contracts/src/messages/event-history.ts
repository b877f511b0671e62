import { z } from "zod";
import { defineRequest } from "./message-contract.ts";

/** The owners whose events are counted. */
export const historyOwners = ["jobs", "fleet"] as const;
export type HistoryOwner = (typeof historyOwners)[number];

/** Events that are looked at for one answer; of all of them it tells those whose names were asked for. */
export const historyPage = 500;

function historyQuery(owner: HistoryOwner) {
  return defineRequest({
    kind: "query",
    owner,
    name: "event_history",
    callers: ["system"],
    deadlineMs: 10_000,
    request: z.object({
      /** Where the page before ended; 0 for the beginning. */
      after: z.int().min(0),
      names: z.array(z.string()).max(100),
    }),
    reply: z.object({
      events: z.array(
        z.object({
          seq: z.int(),
          name: z.string(),
          entity_id: z.string(),
          payload: z.record(z.string(), z.unknown()),
          at: z.iso.datetime(),
        }),
      ),
      /** Nothing will ever be found between `after` and this that is not told here. */
      up_to: z.int(),
      /** The last that there is. Smaller than `after` where the history is another one than it was. */
      last: z.int(),
    }),
  });
}

/** Asks an owner for its events in the order in which they were written: the history as it is in its own table. */
export const eventHistoryQueries: Record<HistoryOwner, ReturnType<typeof historyQuery>> = {
  jobs: historyQuery("jobs"),
  fleet: historyQuery("fleet"),
};
