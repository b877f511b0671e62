import { makeKey, type TestKey } from "@agentos/testkit/identity/tokens";
import { variableOf } from "@agentos/contracts/services";
import { errorEnvelope, type ErrorEnvelope } from "@agentos/contracts/api/envelope";
import { createCallerVerifier } from "@agentos/service-kit/http/caller";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { generateKeyPairSync } from "node:crypto";
import { readConfig, upstreamNames } from "../../src/config.ts";
import { createService, type GatewayService } from "../../src/service.ts";
import { noLimits } from "./no-limits.ts";
import { startUpstream, type Upstream } from "./upstream.ts";
import { publishKeys } from "./publish-keys.ts";

export type TestGateway = {
  service: GatewayService;
  url: string;
  /** One server that stands for all services. */
  upstream: Upstream;
  nats: TestNats;
  /** The keys that identity publishes; add or remove some. */
  keys: TestKey[];
  key: TestKey;
  /** How often the keys were asked for. */
  asked(): number;
  verifyCaller: ReturnType<typeof createCallerVerifier>;
  stop(): Promise<void>;
};

/** A gateway before servers that stand for the services. */
export async function startGateway(
  settings: Record<string, string> = {},
  { withoutNats = false } = {},
): Promise<TestGateway> {
  const [nats, upstream, key] = await Promise.all([startNats(), startUpstream(), makeKey()]);
  const keys = [key];
  const identity = await publishKeys(nats, keys);
  const caller = generateKeyPairSync("ed25519");
  const signIn = nats.credentials("gateway");
  const service = createService(
    readConfig({
      LOG_LEVEL: "error",
      PORT: "0",
      NATS_URL: signIn.url,
      NATS_USER: signIn.user,
      NATS_PASSWORD: signIn.password,
      ...noLimits,
      ADMIN_ALLOWLIST: "127.0.0.0/8,::1",
      CALLER_PRIVATE_KEY: JSON.stringify(caller.privateKey.export({ format: "jwk" })),
      ...Object.fromEntries(upstreamNames.map((name) => [variableOf(name, "URL"), upstream.url])),
      READ_MODEL_WS_URL: upstream.url.replace("http", "ws"),
      ...settings,
    }),
  );
  if (withoutNats) await nats.kill();
  await service.start();
  if (!withoutNats) await untilReady(service);
  return {
    service,
    url: `http://127.0.0.1:${service.address().port}`,
    upstream,
    nats,
    keys,
    key,
    asked: identity.asked,
    verifyCaller: createCallerVerifier(JSON.stringify(caller.publicKey.export({ format: "jwk" }))),
    async stop() {
      await service.stop();
      await identity.close();
      await upstream.down();
      await nats.stop();
    },
  };
}

/** Waits until the gateway knows the keys. */
export async function untilReady(service: GatewayService): Promise<void> {
  while (!(await fetch(`http://127.0.0.1:${service.address().opsPort}/ready`)).ok) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Reads an answer that has to be an error of the contract's form. */
export async function errorOf(response: Response): Promise<ErrorEnvelope & { status: number }> {
  const body = errorEnvelope.strict().parse(await response.json());
  return { ...body, status: response.status };
}
