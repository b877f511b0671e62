import { accessChanged, accessChanges, getJwks, type AccessChange } from "@agentos/contracts/messages/identity";
import { connectNats } from "@agentos/messaging/connect";
import { hint, serve } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import { makeKey, makeToken } from "@agentos/testkit/identity/tokens";
import type { TestNats } from "@agentos/testkit/servers/nats";
import { randomUUID } from "node:crypto";

export type TestIdentity = {
  /** An access token; of an account and a session of its own unless told. */
  token(claims?: Record<string, unknown>): Promise<string>;
  /** Tells of what has become of an account. */
  change(userId: string, change: Partial<AccessChange>): void;
  /** Withdraws the key that has signed so far; another one signs from now on. */
  changeKey(): Promise<void>;
  close(): Promise<void>;
};

/** Answers for identity over NATS: one key, and the changes of access that the test says. */
export async function startIdentity(nats: TestNats): Promise<TestIdentity> {
  const log = createLogger({ service: "identity", instance: "test", level: "silent" });
  const nc = await connectNats({ ...nats.credentials("identity"), service: "identity", log });
  let key = await makeKey();
  const feed: AccessChange[] = [];
  const mark = randomUUID();
  serve(nc, getJwks, log, async () => ({ keys: [key.jwk as Record<string, unknown>] }));
  serve(nc, accessChanges, log, async ({ after }) => ({
    changes: feed.slice(after?.seq ?? 0),
    place: { seq: feed.length, mark },
    more: false,
  }));
  await nc.flush();
  return {
    token: (claims = {}) => makeToken(key, { claims }),
    change(userId, change) {
      const none = { role: "user" as const, granted: [], denied: [], ended_sessions: [] };
      feed.push({ user_id: userId, changed_at: Math.floor(Date.now() / 1000), ...none, ...change });
      hint(nc, accessChanged, {});
    },
    async changeKey() {
      key = await makeKey();
    },
    close: () => nc.close(),
  };
}
