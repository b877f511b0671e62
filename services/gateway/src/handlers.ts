import { ssot } from "@agentos/contracts/api/admin";
import { LeasedLimit } from "@agentos/redis/limiter/leased-limit";
import { rateLimitPolicy } from "@agentos/redis/limiter/rate-limit-headers";
import type { Agent } from "node:http";
import { createApp } from "./app.ts";
import type { Context } from "./context.ts";
import type { TrustsProxy } from "./edge/client-address.ts";
import type { PublicHandlers } from "./edge/http-server.ts";
import { createEdgeRules } from "./limits/edge-rules.ts";
import { createLimitRequests } from "./limits/limit-requests.ts";
import { createAnswer } from "./ssot/answer.ts";
import { createFastPath } from "./ssot/fast-path.ts";
import { createHitAnswer } from "./ssot/hit-answer.ts";
import { countHits } from "./ssot/hit-counts.ts";
import { createLastingHeaders } from "./ssot/lasting-headers.ts";
import { createSocketDoor } from "./upstream/socket-door.ts";

/** What answers the public: reads of the snapshot at once where that can be, sockets by the hub, all else by the app. */
export function createHandlers(context: Context, agent: Agent, trusts: TrustsProxy): PublicHandlers {
  const { config, access, held, limiter, metrics, log, followed } = context;
  const rules = createEdgeRules(config);
  const calls = new LeasedLimit(limiter, rules.of(ssot).rule);
  const headersOf = createLastingHeaders(rateLimitPolicy(calls.rule));
  const count = countHits(metrics);
  const answer = createAnswer(headersOf, count);
  const answerHit = createHitAnswer({ headersOf, count, otherwise: answer });
  const limitRequests = createLimitRequests(limiter, calls);
  const app = createApp(context, { agent, rules, limitRequests, answer }, trusts);
  const { ADMIN_ALLOWLIST: allowlist, READ_MODEL_WS_URL: target, CALLER_PRIVATE_KEY: privateJwk } = config;
  return {
    app,
    answersAtOnce: createFastPath({
      held,
      verifier: access.verifier,
      allowlist,
      trusts,
      calls,
      answer: answerHit,
      switches: followed.switches,
    }),
    door: createSocketDoor({ target, privateJwk, trusts, log }),
  };
}
