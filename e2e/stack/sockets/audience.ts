import { createHash } from "node:crypto";
import { createApiClient } from "@agentos/client/api-client";
import { createMemoryStore } from "@agentos/client/key-value";
import { LiveConnection } from "@agentos/client/live/live-connection";
import { SnapshotFollower } from "@agentos/client/live/snapshot-follower";
import { SessionTokens } from "@agentos/client/session-tokens";
import { session } from "@agentos/contracts/api/auth";
import { comparableText } from "@agentos/contracts/realtime/snapshot-hash";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import type { Stack } from "@agentos/testkit/servers/stack";
import { until } from "../driver.ts";

/** Clients that all look at the snapshot, each by a socket of its own. */
export type Audience = {
  /** Waits until all are told everything and hold what the API gives at that moment, by hash. */
  untilAllHold(): Promise<void>;
  /** How often they have asked the API for anything. */
  reads(): number;
  stop(): void;
};

/** Opens one client for each address that is given, as an operator. */
export async function openAudience(stack: Stack, addresses: readonly string[]): Promise<Audience> {
  const tokens = new SessionTokens({ store: createMemoryStore() });
  tokens.begin(await signInAs(stack, "operator"));
  let reads = 0;
  const client = createApiClient({
    baseUrl: stack.api,
    tokens,
    fetch: (input, init) => {
      reads += 1;
      return fetch(input, init);
    },
  });
  const members = addresses.map((baseUrl) => {
    const connection = new LiveConnection({ baseUrl, client, tokens });
    const follower = new SnapshotFollower({ connection, client });
    connection.start();
    follower.start();
    return { connection, follower };
  });
  const read = async (): Promise<string> => {
    const answer = await fetch(`${stack.api}/api/admin/ssot`, {
      headers: { authorization: `Bearer ${await client.accessToken()}` },
    });
    return hashOf(((await answer.json()) as { data: Snapshot }).data);
  };
  return {
    async untilAllHold() {
      await until(async () => {
        const live = members.every(({ follower }) => follower.view.freshness === "live");
        if (!live) return false;
        const truth = await read();
        return members.every(({ follower: { view } }) => view.document && hashOf(view.document) === truth);
      }, 250);
    },
    reads: () => reads,
    stop() {
      for (const { connection, follower } of members) {
        follower.stop();
        connection.stop();
      }
    },
  };
}

/** A new session of a demo account. */
export async function signInAs(stack: Stack, role: string): Promise<ReturnType<typeof session.parse>> {
  const answer = await fetch(`${stack.api}/api/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(stack.accounts[role]),
  });
  return session.parse(((await answer.json()) as { data: unknown }).data);
}

function hashOf(document: Snapshot): string {
  return createHash("sha256").update(comparableText(document)).digest("hex");
}
