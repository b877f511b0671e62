import type { BulkActions } from "@agentos/action-kit/bulk/bulk-action";
import type { Context } from "../context.ts";
import { jobBulkCancel } from "./job-bulk-cancel.ts";
import { jobBulkRetry } from "./job-bulk-retry.ts";
import { jobPurge } from "./job-purge.ts";
import { queueRedrive } from "./queue-redrive.ts";

/** The actions on many things that jobs carries out, item by item. */
export function bulkActions(context: Context): BulkActions<"jobs"> {
  return {
    "job.bulk_cancel": jobBulkCancel(context),
    "job.bulk_retry": jobBulkRetry(context),
    "job.purge": jobPurge(context),
    "queue.redrive": queueRedrive(context),
  };
}
