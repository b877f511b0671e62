import { getFinished } from "@agentos/contracts/messages/uploads";
import { serve } from "@agentos/messaging/request";
import type { Subscription } from "@nats-io/transport-node";
import type { Context } from "./context.ts";

/** Tells other services of finished uploads, to their owners alone. */
export function serveFinished({ nc, db, log }: Context): Subscription {
  return serve(nc, getFinished, log, async ({ upload_id, user_id }) => {
    const found = await db
      .selectFrom("uploads")
      .select(["key", "filename", "size", "sha256"])
      .where("id", "=", upload_id)
      .where("user_id", "=", user_id)
      .where("status", "=", "finished")
      .executeTakeFirst();
    if (!found || found.sha256 === null) return { upload: null };
    const { key, filename, size, sha256 } = found;
    return { upload: { upload_id, key, filename, bytes: size, sha256 } };
  });
}
