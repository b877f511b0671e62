import { createCallerSigner } from "@agentos/service-kit/http/caller";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGateway, type TestGateway } from "./support/gateway.ts";
import { rawRequest } from "./support/raw-request.ts";
import { makeToken } from "@agentos/testkit/identity/tokens";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

/** What the service saw of a request with these headers. */
async function seen(path: string, headers: Record<string, string>, at = gateway): Promise<IncomingHttpHeaders> {
  const response = await fetch(`${at.url}${path}`, { headers });
  expect(response.status).toBe(200);
  return at.upstream.seen.at(-1)?.headers ?? {};
}

describe("what a service sees", () => {
  it("is who calls by the gateway's word alone", async () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const sign = createCallerSigner(JSON.stringify(privateKey.export({ format: "jwk" })));
    const forged = await sign({ userId: randomUUID(), role: "admin", sessionId: randomUUID() });
    expect(await seen("/api/auth/jwks", { "X-AOS-Caller": forged })).not.toHaveProperty("x-aos-caller");
    const token = await makeToken(gateway.key);
    const headers = await seen("/api/upload", { "X-AOS-Caller": forged, authorization: `Bearer ${token}` });
    expect(await gateway.verifyCaller(String(headers["x-aos-caller"]))).toMatchObject({ role: "user" });
  });

  it("has nothing of tokens, cookies, hops and forwarding that the client sent", async () => {
    const token = await makeToken(gateway.key);
    await rawRequest(gateway.url, [
      "GET /api/auth/jwks HTTP/1.1",
      "Host: localhost",
      `Authorization: Bearer ${token}`,
      "Cookie: a=b",
      "Forwarded: for=6.6.6.6",
      "X-Forwarded-For: 6.6.6.6",
      "X-Forwarded-Host: evil.example",
      "X-Forwarded-Proto: https",
      "X-Real-IP: 6.6.6.6",
      "X-Original-URL: /admin",
      "X-HTTP-Method-Override: DELETE",
      "Connection: close, X-Hop",
      "X-Hop: 1",
      "TE: trailers",
      "Proxy-Authorization: Basic YTpi",
      "Range: bytes=0-1",
    ]);
    const headers = gateway.upstream.seen.at(-1)?.headers ?? {};
    expect(Object.keys(headers).toSorted()).toEqual(["connection", "host", "range", "traceparent", "x-forwarded-for"]);
    expect(headers["x-forwarded-for"]).toBe("127.0.0.1");
    expect(JSON.stringify(headers)).not.toMatch(/6\.6\.6\.6|evil/);
  });

  it("has the client's address from proxies that are trusted, and from no others", async () => {
    const from = { "x-forwarded-for": "6.6.6.6, 203.0.113.9" };
    const trusting = await startGateway({ TRUSTED_PROXIES: "127.0.0.0/8, ::1" });
    const elsewhere = await startGateway({ TRUSTED_PROXIES: "10.0.0.0/8" });
    expect((await seen("/api/auth/jwks", from, trusting))["x-forwarded-for"]).toBe("203.0.113.9");
    expect((await seen("/api/auth/jwks", from, elsewhere))["x-forwarded-for"]).toBe("127.0.0.1");
    await Promise.all([trusting.stop(), elsewhere.stop()]);
  });
});

describe("the trace", () => {
  const id = "0af7651916cd43dd8448eb211c80319c";

  it.each([
    ["X-Trace-Id", { "x-trace-id": id }],
    ["traceparent", { traceparent: `00-${id}-b7ad6b7169203331-01` }],
  ])("is continued from %s", async (_, headers) => {
    const response = await fetch(`${gateway.url}/api/auth/jwks`, { headers });
    expect(response.headers.get("x-trace-id")).toBe(id);
    expect(gateway.upstream.seen.at(-1)?.headers["traceparent"]).toMatch(new RegExp(`^00-${id}-[0-9a-f]{16}-01$`));
  });

  it.each([
    ["too short", "abc"],
    ["of upper case", id.toUpperCase()],
    ["of zeros", "0".repeat(32)],
    ["with more behind", `${id}; evil`],
  ])("is begun anew where the id is %s", async (_, given) => {
    const response = await fetch(`${gateway.url}/`, { headers: { "x-trace-id": given } });
    expect(response.headers.get("x-trace-id")).toMatch(/^[0-9a-f]{32}$/);
    expect(response.headers.get("x-trace-id")).not.toBe(given);
  });

  it("is one for each request, however many share connections", async () => {
    const ids = Array.from({ length: 60 }, () => randomUUID().replaceAll("-", ""));
    const answers = await Promise.all(
      ids.map((one) => fetch(`${gateway.url}/api/auth/jwks?id=${one}`, { headers: { "x-trace-id": one } })),
    );
    expect(answers.map((answer) => answer.headers.get("x-trace-id"))).toEqual(ids);
    for (const { url, headers } of gateway.upstream.seen.slice(-60)) {
      expect(headers["traceparent"]).toContain(String(url).split("=")[1]);
    }
  });
});

describe("what a browser is told", () => {
  it("is to run nothing of a signed file either, and to show it", async () => {
    const { headers } = await fetch(`${gateway.url}/media/nothing`);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none';media-src 'self';img-src 'self' data:;style-src 'unsafe-inline';frame-ancestors 'none'",
    );
  });

  it("is to run nothing, frame nothing and guess nothing", async () => {
    const { headers } = await fetch(`${gateway.url}/api/nothing`);
    expect(headers.get("content-security-policy")).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("strict-transport-security")).toMatch(/max-age=\d+/);
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("x-powered-by")).toBeNull();
  });

  it("is to keep no answer of the API, unless the service says otherwise", async () => {
    const read = async () => (await fetch(`${gateway.url}/api/auth/jwks`)).headers.get("cache-control");
    expect(await read()).toBe("no-store");
    gateway.upstream.answerWith((_request, response) => {
      response.setHeader("cache-control", "max-age=60");
      response.end();
    });
    expect(await read()).toBe("max-age=60");
    gateway.upstream.echo();
  });

  it("does not let other origins in, unless they are named", async () => {
    const from = (origin: string, at: TestGateway): Promise<Response> =>
      fetch(`${at.url}/api/auth/login`, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST" },
      });
    const closed = await from("https://clips.example.com", gateway);
    expect(closed.headers.get("access-control-allow-origin")).toBeNull();

    const open = await startGateway({ CORS_ORIGINS: "https://clips.example.com,https://two.example.com" });
    const allowed = await from("https://clips.example.com", open);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://clips.example.com");
    expect(allowed.headers.get("access-control-allow-headers")).toMatch(/Authorization/);
    expect(allowed.headers.get("access-control-allow-credentials")).toBeNull();
    for (const origin of ["https://evil.example", "https://clips.example.com.evil.example", "null"]) {
      expect((await from(origin, open)).headers.get("access-control-allow-origin")).toBeNull();
    }
    await open.stop();
  });
});
