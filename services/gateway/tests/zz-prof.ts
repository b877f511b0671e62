import { startRedis } from "@agentos/testkit/servers/redis";
import { startGateway } from "./support/gateway.ts";
import { readModelOn, snapshotOf } from "./support/read-model.ts";
import { makeToken } from "./support/tokens.ts";
import { writeFileSync } from "node:fs";
const redis = await startRedis();
const gateway = await startGateway({ REDIS_URL: redis.urlFor("gateway"), REDIS_BUDGET_MS: "2000" });
const readModel = await readModelOn(gateway.nats);
const bytes = snapshotOf(1);
const body = Buffer.from(JSON.stringify({ data: "x".repeat(54000) }));
bytes.identity = body.toString("base64");
await readModel.publish(bytes);
await readModel.beat(bytes);
const token = await makeToken(gateway.key, {
  claims: { role: "operator", exp: Math.floor(Date.now() / 1000) + 100000 },
});
writeFileSync("/tmp/x/gate-scratch/target", `${gateway.url}\n${token}\n${gateway.service.address().opsPort}\n`);
writeFileSync("/tmp/x/gate-scratch/body.json", body);
process.once("SIGTERM", async () => {
  await readModel.close();
  await gateway.stop();
  await redis.stop();
  process.exit(0);
});
