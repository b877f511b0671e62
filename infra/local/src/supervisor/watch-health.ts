const everyMs = 3000;
const silentForMs = 30_000;

/**
 * Asks a process every few seconds whether it lives, and calls `onSilence` once when it has not answered for 30 s: far longer
 * than a lease, so that a pause of the machine costs work but no process. Returns what ends the watch.
 */
export function watchHealth(alive: () => Promise<void>, onSilence: () => void): () => void {
  let heardAt = performance.now();
  let asking = false;
  const ask = async (): Promise<void> => {
    asking = true;
    try {
      await alive();
      heardAt = performance.now();
    } catch {
      if (performance.now() - heardAt > silentForMs) {
        clearInterval(timer);
        onSilence();
      }
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(() => {
    if (!asking) void ask();
  }, everyMs);
  return () => clearInterval(timer);
}
