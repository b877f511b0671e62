import { ssot } from "@agentos/contracts/api/admin";
import { LeasedLimit } from "@agentos/redis/limiter/leased-limit";
import { rateLimitPolicy } from "@agentos/redis/limiter/rate-limit-headers";
import type { Agent, RequestListener } from "node:http";
import { createApp } from "./app.ts";
import type { Context } from "./context.ts";
import type { TrustsProxy } from "./edge/client-address.ts";
import { createEdgeRules } from "./limits/edge-rules.ts";
import { createLimitRequests } from "./limits/limit-requests.ts";
import { createAnswer } from "./ssot/answer.ts";
import { createFastPath } from "./ssot/fast-path.ts";
import { countHits } from "./ssot/hit-counts.ts";

/** What answers every request: reads of the snapshot at once where that can be, all else by the app. */
export function createListener(context: Context, agent: Agent, trusts: TrustsProxy): RequestListener {
  const { config, access, held, limiter, metrics } = context;
  const rules = createEdgeRules(config);
  const calls = new LeasedLimit(limiter, rules.of(ssot).rule);
  const answer = createAnswer(rateLimitPolicy(calls.rule), countHits(metrics));
  const limitRequests = createLimitRequests(limiter, calls);
  const app = createApp(context, { agent, rules, limitRequests, answer }, trusts);
  const { verifier } = access;
  return createFastPath({ held, verifier, allowlist: config.ADMIN_ALLOWLIST, trusts, calls, answer }, app);
}
