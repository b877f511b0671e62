import { createApiClient } from "@agentos/client/api-client";
import { createMemoryStore } from "@agentos/client/key-value";
import { SessionTokens } from "@agentos/client/session-tokens";
import type { CentralDataService } from "@agentos/client/data/central-data-service";
import { freshMsOf } from "@agentos/client/data/domains";
import { authOperations } from "@agentos/contracts/api/auth";
import { ssotOperations } from "@agentos/contracts/api/admin";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import type { Stack, StackAccount } from "@agentos/testkit/servers/stack";

/** What the eight views of the control room show. */
export const eightViews: Readonly<Record<string, readonly SectionName[]>> = {
  dashboard: ["dashboard", "jobs", "queue", "agents_workers", "system"],
  jobs_queue: ["jobs", "queue"],
  agents_workers: ["agents_workers"],
  managers: ["managers"],
  system: ["system"],
  logs: ["logs", "audit"],
  configuration: ["config"],
  analytics: ["analytics"],
};
const shown = Object.values(eightViews).flat();

/** Counts the requests to the API, of whatever kind. */
export function countingFetch(): { fetch: typeof fetch; count: () => number } {
  let requests = 0;
  return {
    fetch: (input, init) => {
      requests += 1;
      return fetch(input, init);
    },
    count: () => requests,
  };
}

/** Opens all eight views at once; returns how to close them. */
export function openViews(data: CentralDataService): () => void {
  const leave = shown.map((section) => data.section(section).subscribe(() => undefined));
  return () => {
    for (const close of leave) close();
  };
}

/**
 * The same eight views as a client that knows nothing of sharing has them: each view reads each of its sections by itself, as
 * often as that section's domain calls fresh (5 s, 10 s, 60 s, 1 h). Returns how to stop it, and how many requests it has sent.
 */
export async function openNaiveViews(
  stack: Stack,
  account: StackAccount | undefined,
): Promise<{ stop(): void; count(): number }> {
  const tokens = new SessionTokens({ store: createMemoryStore() });
  const counted = countingFetch();
  const client = createApiClient({ baseUrl: stack.api, tokens, fetch: counted.fetch });
  tokens.begin(await client.call(authOperations.login, { body: account ?? { email: "", password: "" } }));
  const before = counted.count();
  const read = (section: SectionName): void => {
    client.call(ssotOperations.ssotSection, { params: { section } }).catch(() => undefined);
  };
  const timers = shown.map((section) => {
    read(section);
    return setInterval(() => read(section), freshMsOf(section));
  });
  return {
    stop: () => timers.forEach((timer) => clearInterval(timer)),
    count: () => counted.count() - before,
  };
}
