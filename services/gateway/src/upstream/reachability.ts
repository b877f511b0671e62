import type { SystemHealth } from "@agentos/contracts/api/system";

export type Reachability = SystemHealth["services"];

const waitMs = 1000;
const freshMs = 2000;

/** Tells which services answer, within a second; asked often, it asks them only every other second. */
export function createReachability(upstreams: Record<string, string | undefined>): () => Promise<Reachability> {
  let last: { result: Promise<Reachability>; at: number } | undefined;
  return () => {
    if (!last || performance.now() - last.at > freshMs) last = { result: askAll(upstreams), at: performance.now() };
    return last.result;
  };
}

async function askAll(upstreams: Record<string, string | undefined>): Promise<Reachability> {
  const entries = await Promise.all(
    Object.entries(upstreams).map(async ([name, url]) => [name, await answers(url)] as const),
  );
  return Object.fromEntries(entries.map(([name, yes]) => [name, yes ? "reachable" : "unreachable"]));
}

/** Any answer will do, also that there is nothing at this address. */
async function answers(url: string | undefined): Promise<boolean> {
  if (url === undefined) return false;
  try {
    const response = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(waitMs) });
    await response.body?.cancel();
    return true;
  } catch {
    // Down, hung or unknown: each means that it cannot be reached.
    return false;
  }
}
