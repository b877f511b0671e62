import { getSwitches, switchesChanged } from "@agentos/contracts/messages/system";
import { ask, onHint } from "@agentos/messaging/request";
import type { RedisLink } from "@agentos/redis/redis-link";
import type { Logger } from "@agentos/service-kit/logger";
import type { NatsConnection } from "@nats-io/transport-node";
import { Switches } from "./switches.ts";
import { SwitchesFeed } from "./switches-feed.ts";

/** What staff has switched for the whole system, and who keeps that up to date. */
export type FollowedSwitches = {
  switches: Switches;
  feed: SwitchesFeed;
  /** Hears at once when something was switched, from now on. */
  listen(nc: NatsConnection): void;
};

/** `connection` throws while there is none. */
export function followSwitches(options: {
  connection(): NatsConnection;
  redis: Pick<RedisLink, "get" | "set">;
  log: Logger;
}): FollowedSwitches {
  const { connection, redis, log } = options;
  const switches = new Switches();
  const feed = new SwitchesFeed({ fetch: async () => ask(connection(), getSwitches, {}), switches, redis, log });
  return { switches, feed, listen: (nc) => void onHint(nc, switchesChanged, log, () => feed.wake()) };
}
