import { pingNats } from "@agentos/messaging/connect";
import { pause } from "@agentos/service-kit/loop";
import type { NatsConnection } from "@nats-io/transport-node";

/** Whether NATS itself answers in time: a connection that hangs looks as if everybody were silent. Never throws. */
export async function answersWithin(nc: NatsConnection, ms: number): Promise<boolean> {
  const waiting = new AbortController();
  const tooLate = pause(ms, waiting.signal).then(() => false);
  const answered = pingNats(nc).then(
    () => true,
    () => false,
  );
  return Promise.race([answered, tooLate]).finally(() => waiting.abort());
}
