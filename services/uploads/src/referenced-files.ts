import { referencedFiles } from "@agentos/contracts/messages/files";
import { serve } from "@agentos/messaging/request";
import type { Subscription } from "@nats-io/transport-node";
import type { Context } from "./context.ts";

/** Tells which objects of the store belong to an upload that was not given up. */
export function serveReferenced({ nc, db, log }: Context): Subscription {
  return serve(nc, referencedFiles.uploads, log, async ({ keys }) => {
    const found = await db
      .selectFrom("uploads")
      .select("key")
      .where("key", "in", keys.length > 0 ? keys : [""])
      .where("status", "!=", "expired")
      .execute();
    return { referenced: found.map(({ key }) => key) };
  });
}
