import { setTimeout as sleep } from "node:timers/promises";

/** Waits until `look` gives something, asking again and again for at most a minute. Errors are taken for "not yet". */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const deadline = Date.now() + 60_000;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      last = error;
    }
    await sleep(25);
  }
  throw new Error(`waited in vain for: ${what}`, { cause: last });
}
