import { setTimeout as sleep } from "node:timers/promises";

const apartMs = 1000;
const patienceMs = 60_000;

/**
 * Reads a thing twice, a second apart, and again until both are the same text, which is returned. What changes by itself never is,
 * and fails.
 */
export async function stillText(read: () => Promise<unknown>): Promise<string> {
  const deadline = Date.now() + patienceMs;
  let before = JSON.stringify(await read());
  while (Date.now() < deadline) {
    await sleep(apartMs);
    const now = JSON.stringify(await read());
    if (now === before) return now;
    before = now;
  }
  throw new Error(`changes all the time: ${before}`);
}
