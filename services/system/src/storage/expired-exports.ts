import { exportsPrefix } from "@agentos/contracts/exported-file";
import type { Context } from "../context.ts";

/** Removes exported files whose addresses have ended. Returns how many. */
export async function removeExpiredExports(
  { store, config }: Pick<Context, "store" | "config">,
  signal: AbortSignal,
): Promise<number> {
  const before = Date.now() - config.EXPORT_SECONDS * 1000;
  let removed = 0;
  for await (const { key, modifiedAt } of store.list(exportsPrefix)) {
    if (signal.aborted) break;
    if (modifiedAt.getTime() < before) removed += await store.remove(key);
  }
  return removed;
}
