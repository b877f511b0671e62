import { z } from "zod";
import { actionView, actionsOverview } from "../../actions/action-reply.ts";
import { errorCodes } from "../../errors.ts";
import { managersPart } from "./managers.ts";

const open = actionView.pick({
  action_id: true,
  action: true,
  user_id: true,
  state: true,
  progress: true,
  abort_requested: true,
  created_at: true,
});

const failure = actionView.pick({ action_id: true, action: true, user_id: true, trace_id: true }).extend({
  error_code: z.enum(errorCodes),
  created_at: z.iso.datetime(),
  finished_at: z.iso.datetime(),
});

/** What the dispatcher tells for the snapshot. */
export const dispatcherParts = {
  system: z.object({
    breakers: z.array(actionsOverview.shape.breakers.element.omit({ retry_after: true })),
    actions: z.object({
      /** That have no end yet: how many, and the oldest 20. */
      open: z.int(),
      oldest_open: z.array(open),
      /** Of the actions that were begun in the last hour, by the minute. */
      last_hour: z.object({ done: z.int(), failed: z.int(), open: z.int() }),
      /** The latest 10. */
      latest_failures: z.array(failure),
    }),
  }),
  config: z.object({
    /** In so many seconds: actions of one account, in all and of each kind; and requests for actions from one address. */
    limits: z.object({
      window_seconds: z.int(),
      account: z.int(),
      address: z.int(),
      actions: z.record(z.string(), z.int()),
    }),
  }),
  managers: managersPart("action-dispatcher"),
};
