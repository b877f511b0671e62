import type { Crowd } from "./crowd.ts";

/** Events that are on their way at the most. */
const window = 4;

/**
 * Tells a crowd of events, each as soon as an earlier one has reached everybody, and gives how many deliveries there were in a
 * second.
 */
export async function deliver(options: {
  crowd: Crowd;
  sockets: number;
  events: number;
  tell: (index: number) => void;
}): Promise<number> {
  const { crowd, sockets, events, tell } = options;
  const before = crowd.messages;
  const startedAt = performance.now();
  for (let index = 0; index < events; index += 1) {
    tell(index);
    await crowd.until(before + (index + 1 - window) * sockets);
  }
  await crowd.until(before + events * sockets);
  return (events * sockets) / ((performance.now() - startedAt) / 1000);
}
