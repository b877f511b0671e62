import { setTimeout as sleep } from "node:timers/promises";

/** Waits until `look` gives something, for at most a minute. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await sleep(25);
  }
  throw new Error(`waited in vain for: ${what}`);
}
