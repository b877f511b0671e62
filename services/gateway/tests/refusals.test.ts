import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorEnvelope } from "@agentos/contracts/api/envelope";
import { errorOf, startGateway, type TestGateway } from "./support/gateway.ts";
import { rawRequest } from "./support/raw-request.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

describe("a request that leads nowhere", () => {
  it.each([
    ["GET", "/nothing"],
    ["GET", "/api"],
    ["GET", "/api/"],
    ["GET", "/api/nothing"],
    ["GET", "/api/v1"],
    ["GET", "/api/v2/upload"],
    ["GET", "/api/v1/v1/upload"],
    ["GET", "/API/UPLOAD"],
    ["GET", "/api/upload/"],
    ["GET", "/api/auth/login"],
    ["POST", "/api/auth/jwks"],
    ["PUT", "/api/auth/login"],
    ["DELETE", "/api/auth/login"],
    ["PATCH", "/"],
    ["OPTIONS", "/api/auth/login"],
    ["OPTIONS", "*"],
    ["TRACE", "/api/auth/jwks"],
    ["GET", "//evil.example/api/upload"],
    ["GET", "/api/upload/../auth/jwks"],
    ["GET", "/api//auth/jwks"],
    ["GET", "/api/auth/jwks%00"],
    ["GET", "/api%2fauth%2fjwks"],
    ["GET", "/metrics"],
    ["GET", "/ready"],
    ["GET", "/docs/../package.json"],
    ["GET", "/docs/%2e%2e/package.json"],
    ["GET", "/docs/swagger-ui.js"],
  ])("%s %s is not found, and nobody is asked", async (method, path) => {
    const seen = gateway.upstream.seen.length;
    const answer = await rawRequest(gateway.url, [
      `${method} ${path} HTTP/1.1`,
      "Host: localhost",
      "Content-Length: 0",
      "Connection: close",
    ]);
    expect(answer.status).toBe(404);
    expect(errorEnvelope.strict().parse(JSON.parse(answer.body)).error_code).toBe("NOT_FOUND");
    expect(answer.headers.get("x-trace-id")).toMatch(/^[0-9a-f]{32}$/);
    expect(gateway.upstream.seen).toHaveLength(seen);
  });
});

describe("a request that is not sound", () => {
  const line = "GET /api/auth/jwks HTTP/1.1";
  it.each<[string, string[] | string]>([
    ["an address that cannot be decoded", ["GET /media/%E0%A4%A HTTP/1.1", "Host: localhost"]],
    ["an address that is too long", [`GET /media/${"a".repeat(9000)} HTTP/1.1`, "Host: localhost"]],
    ["an absolute address", ["GET http://evil.example/api/upload HTTP/1.1", "Host: localhost"]],
    ["no host", [line]],
    ["headers that are too large", [line, "Host: localhost", `X-Large: ${"a".repeat(20_000)}`]],
    [
      "too many bytes of cookies",
      [line, "Host: localhost", ...Array.from({ length: 100 }, () => `Cookie: ${"c".repeat(200)}`)],
    ],
    ["a header with a line break in its name", [line, "Host: localhost", "X Y: 1"]],
    ["a length that is no number", ["POST /api/auth/login HTTP/1.1", "Host: localhost", "Content-Length: ten"]],
    ["two lengths", ["POST /api/auth/login HTTP/1.1", "Host: localhost", "Content-Length: 2", "Content-Length: 3"]],
    [
      "a length and chunks at once",
      ["POST /api/auth/login HTTP/1.1", "Host: localhost", "Content-Length: 2", "Transfer-Encoding: chunked"],
    ],
    ["something that is not HTTP", "\u0016\u0003\u0001 hello\r\n\r\n"],
    ["another HTTP", ["GET / HTTP/3.7", "Host: localhost"]],
  ])("by %s is answered with 400", async (_, request) => {
    const seen = gateway.upstream.seen.length;
    const answer = await rawRequest(gateway.url, request);
    expect(answer.status).toBe(400);
    const { error_code, trace_id } = errorEnvelope.strict().parse(JSON.parse(answer.body));
    expect(error_code).toBe("VALIDATION_ERROR");
    expect(answer.headers.get("x-trace-id")).toBe(trace_id);
    expect(gateway.upstream.seen).toHaveLength(seen);
  });

  it("by smuggling a second request is one request", async () => {
    const seen = gateway.upstream.seen.length;
    const inner = "GET /api/queue/status HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const answer = await rawRequest(
      gateway.url,
      `POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n` +
        `Transfer-Encoding: xchunked\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`,
    );
    expect(answer.status).toBe(400);
    expect(gateway.upstream.seen).toHaveLength(seen);
  });
});

describe("a WebSocket", () => {
  it.each(["/api/auth/jwks", "/", "/ws/", "/wsx", "/api/ws", "/WS", "/docs"])(
    "is refused at %s in so many words",
    async (path) => {
      const answer = await rawRequest(gateway.url, [
        `GET ${path} HTTP/1.1`,
        "Host: localhost",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ]);
      expect(answer.status).toBe(404);
      expect(JSON.parse(answer.body)).toMatchObject({
        error: "WebSocket connections are not offered at this address.",
      });
    },
  );
});

it("every refusal has the same form, and the trace that it names is the header's", async () => {
  const response = await fetch(`${gateway.url}/api/nothing`);
  const trace = response.headers.get("x-trace-id");
  expect(await errorOf(response)).toMatchObject({ success: false, trace_id: trace });
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
});
