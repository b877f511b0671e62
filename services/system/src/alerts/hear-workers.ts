import { workerOffline } from "@agentos/contracts/events/fleet";
import { eventMessage } from "@agentos/contracts/events/told";
import { transact } from "@agentos/database/transact";
import type { Msg, Subscription } from "@nats-io/transport-node";
import type { Context } from "../context.ts";
import { lostWorker } from "./judges/workers.ts";
import { raiseAlert } from "./raise-alert.ts";

/** A stream that was lost brings the events of a week again: what is older than this is no news. */
const newsMs = 60_000;

/**
 * Raises an alert for each worker that is lost, as fleet tells of it. One that is replaced within the second would not be seen by looking;
 * whatever is not heard here and lasts, the evaluator sees.
 */
export function hearWorkers(context: Context): Subscription {
  const { nc, log } = context;
  return nc.subscribe(`aos.evt.${workerOffline.owner}.${workerOffline.name}`, {
    queue: "system",
    callback: (error, message) => {
      if (error) log.error({ err: error }, "events of workers are not heard");
      else void hear(context, message);
    },
  });
}

async function hear(context: Context, message: Msg): Promise<void> {
  try {
    const lost = readLost(message);
    if (lost) await transact(context.db, (tx) => raiseAlert(context, tx, { rule: "worker_offline", ...lost }));
  } catch (error) {
    context.log.warn({ err: error }, "an alert of a worker was not raised");
  }
}

/** What is wrong, where that is news and nobody has asked the worker to go. */
function readLost(message: Msg): ReturnType<typeof lostWorker> | undefined {
  const { payload, at } = eventMessage.parse(message.json());
  const { reason, ...worker } = workerOffline.payload.parse(JSON.parse(payload));
  const asked = reason !== "silent" && reason !== "replaced";
  return asked || Date.now() - Date.parse(at) > newsMs ? undefined : lostWorker(worker, reason);
}
