import { AccessBook } from "@agentos/access-kit/access-book";
import { TokenVerifier } from "@agentos/access-kit/token-verifier";
import { LeasedLimit } from "@agentos/redis/limiter/leased-limit";
import { rateLimitPolicy } from "@agentos/redis/limiter/rate-limit-headers";
import { parseNetworks } from "@agentos/service-kit/http/networks";
import { createMetrics } from "@agentos/service-kit/metrics";
import { createServer } from "node:http";
import { Registry } from "prom-client";
import { trustsProxy } from "../src/edge/client-address.ts";
import { createAnswer } from "../src/ssot/answer.ts";
import { createFastPath } from "../src/ssot/fast-path.ts";
import { HeldSnapshot } from "../src/ssot/held-snapshot.ts";
import { countHits } from "../src/ssot/hit-counts.ts";
import { readFileSync, writeFileSync } from "node:fs";
import { makeKey, makeToken } from "./support/tokens.ts";
import { snapshotOf } from "./support/read-model.ts";
const [mode, port] = process.argv.slice(2).map(Number);
const key = await makeKey();
const book = new AccessBook();
book.open();
const verifier = new TokenVerifier({ ready: true, key: async () => key.publicKey as never }, book);
const token = await makeToken(key, { claims: { role: "operator", exp: Math.floor(Date.now() / 1000) + 100000 } });
await verifier.verify(token);
const held = new HeldSnapshot();
const bytes = snapshotOf(1);
bytes.identity = readFileSync("/tmp/x/gate-scratch/body.json").toString("base64");
held.take(bytes);
setInterval(() => held.hear({ ...bytes, confirmed_at: new Date().toISOString() }), 500);
const calls = new LeasedLimit(
  {
    lease: async (a) => ({
      allowed: true,
      retryAfterSeconds: 0,
      by: "redis" as const,
      calls: a.cost ?? 1,
      standings: [{ rule: a.rule, allowed: true, remaining: 1e8, resetSeconds: 60, retryAfterSeconds: 0 }],
    }),
  },
  { name: "staff", limit: 1e9, windowSeconds: 60 },
);
const metrics = mode === 1 ? createMetrics("x") : new Registry();
const listener = createFastPath(
  {
    held,
    verifier,
    allowlist: parseNetworks(["127.0.0.0/8"]),
    trusts: trustsProxy(parseNetworks(["127.0.0.8"])),
    calls,
    answer: createAnswer(rateLimitPolicy(calls.rule), countHits(metrics)),
  },
  (_q, s) =>
    void calls.take("x").then(async () => {
      await calls.take((await verifier.verify(token)).userId);
      s.end("slow");
    }),
);
createServer(listener).listen(port, "127.0.0.1");
writeFileSync(`/tmp/x/gate-scratch/token${port}`, token);
