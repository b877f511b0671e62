import { pause } from "@agentos/service-kit/loop";
import type { Context } from "../context.ts";
import { renewLease } from "../db/lease.ts";

/** The lease is somebody else's now, or could not be renewed before it ran out. */
export class LeaseLost extends Error {}

/**
 * Runs `work` while the lease on an upload is renewed. The signal that `work` gets aborts when the lease is lost and when the
 * service stops.
 */
export async function holding<T>(
  context: Pick<Context, "db" | "config" | "log" | "stopping">,
  held: { id: string; lease: string },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const lost = new AbortController();
  const renewing = renew(context, held, done.signal, lost);
  try {
    return await work(AbortSignal.any([context.stopping, lost.signal]));
  } finally {
    done.abort();
    await renewing;
  }
}

async function renew(
  { db, config, log }: Pick<Context, "db" | "config" | "log">,
  { id, lease }: { id: string; lease: string },
  done: AbortSignal,
  lost: AbortController,
): Promise<void> {
  const seconds = config.UPLOAD_LEASE_SECONDS;
  let heldUntil = performance.now() + seconds * 1000;
  while (!lost.signal.aborted) {
    await pause((seconds * 1000) / 4, done);
    if (done.aborted) return;
    const askedAt = performance.now();
    try {
      if (!(await renewLease(db, id, lease, seconds))) lost.abort(new LeaseLost("the lease is somebody else's"));
      heldUntil = askedAt + seconds * 1000;
    } catch (error) {
      log.warn({ err: error, upload_id: id }, "lease not renewed");
      if (performance.now() > heldUntil) lost.abort(new LeaseLost("the lease ran out", { cause: error }));
    }
  }
}
