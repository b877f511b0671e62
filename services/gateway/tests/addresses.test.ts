import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError } from "@agentos/service-kit/config";
import { readConfig } from "../src/config.ts";
import { errorOf, startGateway, type TestGateway } from "./support/gateway.ts";
import { makeToken } from "@agentos/testkit/identity/tokens";

const started: TestGateway[] = [];
const start = async (settings: Record<string, string>): Promise<TestGateway> => {
  const gateway = await startGateway(settings);
  started.push(gateway);
  return gateway;
};

/** Trusts the machine that it runs on, and lets administrators in from two networks. */
let behindProxy: TestGateway;
let direct: TestGateway;
beforeAll(async () => {
  behindProxy = await start({
    TRUSTED_PROXIES: "127.0.0.0/8,::1,10.9.0.0/16",
    ADMIN_ALLOWLIST: "192.0.2.0/24,2001:db8:aaaa::/48",
  });
  direct = await start({ ADMIN_ALLOWLIST: "127.0.0.0/8,::1" });
});
afterAll(() => Promise.all(started.map((gateway) => gateway.stop())));

const protectedPath = "/api/admin/action/status";

async function ask(gateway: TestGateway, forwarded?: string, role = "admin"): Promise<Response> {
  const authorization = `Bearer ${await makeToken(gateway.key, { claims: { role } })}`;
  return fetch(`${gateway.url}${protectedPath}`, {
    headers: { authorization, ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }) },
  });
}

const seenAddress = (gateway: TestGateway): unknown => gateway.upstream.seen.at(-1)?.headers["x-forwarded-for"];

describe("the address of a request", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["192.0.2.7, 203.0.113.9", "203.0.113.9"],
    ["203.0.113.9, 192.0.2.7", "192.0.2.7"],
    ["192.0.2.7, 10.9.1.1", "192.0.2.7"],
    ["192.0.2.7, 10.9.1.1, 127.0.0.1", "192.0.2.7"],
    ["192.0.2.7, 203.0.113.9, 10.9.1.1", "203.0.113.9"],
    ["192.0.2.7, ::ffff:10.9.1.1", "192.0.2.7"],
    ["192.0.2.7, ::ffff:203.0.113.9", "::ffff:203.0.113.9"],
    ["127.0.0.1", "127.0.0.1"],
    ["192.0.2.7, unknown", "unknown"],
    ["192.0.2.7,", "192.0.2.7"],
  ])(
    "behind trusted proxies that say %j is %j: the first from the right that is none of them",
    async (said, address) => {
      const response = await fetch(`${behindProxy.url}/api/auth/jwks`, { headers: { "x-forwarded-for": said } });
      expect(response.status).toBe(200);
      expect(seenAddress(behindProxy)).toBe(address);
    },
  );

  it("is the peer's where the peer is no trusted proxy, whatever it says", async () => {
    for (const said of ["192.0.2.7", "127.0.0.1", "::1, 192.0.2.7"]) {
      await fetch(`${direct.url}/api/auth/jwks`, { headers: { "x-forwarded-for": said, "x-real-ip": said } });
      expect(seenAddress(direct)).toBe("127.0.0.1");
    }
  });
});

it("an address of this machine is believed, and the others of it are not", async () => {
  const gateway = await start({ TRUSTED_PROXIES: "127.0.0.8" });
  const seenFrom = async (localAddress: string): Promise<unknown> => {
    const headers = { "x-forwarded-for": "127.0.0.1, 192.0.2.7" };
    const [response] = (await once(get(`${gateway.url}/api/auth/jwks`, { localAddress, headers }), "response")) as [
      IncomingMessage,
    ];
    response.resume();
    return seenAddress(gateway);
  };
  expect(await seenFrom("127.0.0.8")).toBe("192.0.2.7");
  expect(await seenFrom("127.0.0.1")).toBe("127.0.0.1");
  expect(await seenFrom("127.0.0.9")).toBe("127.0.0.9");
});

describe("administration", () => {
  it.each(["192.0.2.7", "192.0.2.7 ", "::ffff:192.0.2.7", "2001:db8:aaaa:1::1", "203.0.113.9, 192.0.2.7"])(
    "is read from %s",
    async (address) => {
      expect((await ask(behindProxy, address)).status).toBe(200);
    },
  );

  it.each(["192.0.3.7", "2001:db8:aaab::1", "192.0.2.7, 203.0.113.9", "unknown", "192.0.2.7:443", "127.0.0.1"])(
    "is not read from %s",
    async (address) => {
      const refused = await errorOf(await ask(behindProxy, address));
      expect(refused).toMatchObject({ status: 403, error_code: "ADDRESS_NOT_ALLOWED" });
    },
  );

  it("is not let in by a header that nobody trusts", async () => {
    const closed = await start({ ADMIN_ALLOWLIST: "192.0.2.0/24" });
    expect(await errorOf(await ask(closed, "192.0.2.7"))).toMatchObject({ error_code: "ADDRESS_NOT_ALLOWED" });
  });

  it("is read by nobody where no network is given", async () => {
    const closed = await start({ ADMIN_ALLOWLIST: "" });
    expect(await errorOf(await ask(closed))).toMatchObject({ status: 403, error_code: "ADDRESS_NOT_ALLOWED" });
  });

  it("asks for a token first, and for a staff role also from the right address", async () => {
    expect((await fetch(`${direct.url}${protectedPath}`)).status).toBe(401);
    expect(await errorOf(await ask(direct, undefined, "user"))).toMatchObject({ status: 403, error_code: "FORBIDDEN" });
    expect((await ask(direct, undefined, "readonly")).status).toBe(200);
  });

  it("is read over IPv6 and over IPv4 alike where a socket hears both", async () => {
    const both = await start({ HOST: "::", ADMIN_ALLOWLIST: "127.0.0.1" });
    const { port } = both.service.address();
    const token = await makeToken(both.key, { claims: { role: "admin" } });
    const response = await fetch(`http://127.0.0.1:${port}${protectedPath}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
    expect(seenAddress(both)).toBe("::ffff:127.0.0.1");
  });
});

it.each(["TRUSTED_PROXIES", "ADMIN_ALLOWLIST"])("%s that cannot be read ends the start", (name) => {
  expect(() => readConfig({ [name]: "10.0.0.1/8" })).toThrow(ConfigError);
  expect(() => readConfig({ [name]: "loopback" })).toThrow(/neither an address nor a network/);
});
