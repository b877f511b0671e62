import { AccessBook } from "@agentos/access-kit/access-book";
import { TokenVerifier } from "@agentos/access-kit/token-verifier";
import { LeasedLimit } from "@agentos/redis/limiter/leased-limit";
import { rateLimit } from "@agentos/redis/limiter/rate-limit-headers";
import { parseNetworks } from "@agentos/service-kit/http/networks";
import { newTraceId } from "@agentos/service-kit/trace";
import { createCodingChoice } from "@agentos/service-kit/http/content-coding";
import { addressOf, trustsProxy } from "../src/edge/client-address.ts";
import { makeKey, makeToken } from "./support/tokens.ts";
const key = await makeKey();
const book = new AccessBook();
book.open();
const verifier = new TokenVerifier({ ready: true, key: async () => key.publicKey as never }, book);
const token = await makeToken(key, { claims: { role: "operator" } });
await verifier.verify(token);
const header = `Bearer ${token}`;
const networks = parseNetworks(["127.0.0.0/8", "::1"]);
const trusts = trustsProxy(parseNetworks(["127.0.0.8"]));
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
await calls.take("u");
const req = { headers: {}, socket: { remoteAddress: "127.0.0.1" } } as never;
const choose = createCodingChoice();
const time = (name: string, f: () => unknown) => {
  let best = 1e9;
  for (let r = 0; r < 15; r++) {
    const t = process.cpuUsage();
    for (let i = 0; i < 100000; i++) f();
    const d = process.cpuUsage(t);
    best = Math.min(best, (d.user + d.system) / 100000);
  }
  console.log(name, best.toFixed(3), "us");
};
const buf = Buffer.from(header);
time("header text fresh", () => buf.latin1Slice());
time("known fresh", () => verifier.known(buf.latin1Slice().slice(7)));
time("known same", () => verifier.known(token));
time("address", () => networks.includes(addressOf(req, trusts)));
time("use", () => {
  const s = calls.use("u");
  return s;
});
const st = calls.use("u") ?? ({} as never);
time("rateLimit", () => rateLimit(st));
time("trace", () => newTraceId());
time("coding", () => choose("gzip, deflate, br"));
time("now", () => performance.now());
