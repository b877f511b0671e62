import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { forgetSubject } from "../src/limiter/forget-subject.ts";
import { createLimiter } from "../src/limiter/limiter.ts";
import { log, startLinks, type TestLinks } from "./support/test-links.ts";

let redis: TestLinks;
let admin: Redis;
beforeAll(async () => {
  redis = await startLinks();
  admin = new Redis(redis.server.urlFor("admin"));
});
afterAll(async () => {
  admin.disconnect();
  await redis.stop();
});

it("forgets what one subject has used of every limit, and nobody else's", async () => {
  const link = await redis.connect();
  const limiter = createLimiter({ redis: link, instances: 1, log });
  const rules = ["user", "actions"].map((name) => ({ name, limit: 1, windowSeconds: 60 }));
  const subjects = ["2001:db8:1:2::/64", "somebody else"];
  for (const rule of rules) for (const subject of subjects) await limiter.take({ rule, subject });
  expect(await forgetSubject(link, "2001:db8:1:2::/64")).toBe(2);
  expect((await admin.keys("limit:*")).toSorted()).toEqual(["limit:actions:somebody else", "limit:user:somebody else"]);
  for (const rule of rules) {
    expect((await limiter.take({ rule, subject: "2001:db8:1:2::/64" })).allowed).toBe(true);
  }
});

it("takes what a subject is called literally", async () => {
  const link = await redis.connect();
  await admin.set("limit:user:abc", "1");
  expect(await forgetSubject(link, "*")).toBe(0);
  expect(await forgetSubject(link, "[a]bc")).toBe(0);
  expect(await admin.exists("limit:user:abc")).toBe(1);
});
