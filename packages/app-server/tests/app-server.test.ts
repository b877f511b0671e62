import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAppServer, type AppServer } from "../src/app-server.ts";
import { readAppConfig } from "../src/config.ts";

const script = `console.log(${JSON.stringify("x".repeat(5000))});`;
const folder = mkdtempSync(path.join(tmpdir(), "app-server-"));
const root = path.join(folder, "dist");
const gateway = createServer(async (request, response) => {
  let bytes = 0;
  for await (const part of request) bytes += (part as Buffer).length;
  response.setHeader("X-Seen", `${request.method} ${request.url}`);
  response.setHeader("X-Peer-Seen", String(request.socket.remoteAddress));
  response.setHeader("X-Forwarded-Seen", String(request.headers["x-forwarded-for"]));
  response.end(JSON.stringify({ bytes, traceparent: request.headers.traceparent }));
});
let ui: AppServer;

beforeAll(async () => {
  mkdirSync(path.join(root, "assets"), { recursive: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "@agentos/some-ui" }));
  writeFileSync(path.join(root, "index.html"), "<!doctype html><title>The app</title>");
  writeFileSync(path.join(root, "assets/app-abc123.js"), script);
  writeFileSync(path.join(root, "assets/app-abc123.js.br"), brotliCompressSync(script));
  gateway.listen(0, "127.0.0.1");
  await once(gateway, "listening");
  ui = await start(gatewayUrl());
});
afterAll(async () => {
  await ui.stop();
  gateway.close();
  rmSync(folder, { recursive: true });
});

function gatewayUrl(): string {
  return `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
}

async function start(url: string, settings: Record<string, string> = {}): Promise<AppServer> {
  const env = { OPS_PORT: "0", GATEWAY_URL: url, LOG_LEVEL: "error", ...settings };
  const service = createAppServer({ name: "some-ui", config: readAppConfig({ port: 0, root }, env) });
  await service.start();
  return service;
}

/** A GET that says itself what it accepts, which fetch does not let it. */
async function get(address: string, headers: Record<string, string> = {}) {
  const request = httpRequest(new URL(address, ui.url()), { headers }).end();
  const [response] = (await once(request, "response")) as [
    NodeJS.ReadableStream & { headers: IncomingHttpHeaders; statusCode: number },
  ];
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString() };
}

describe("the app's files", () => {
  it("give the page for every address of the app, never from a cache", async () => {
    for (const address of ["/", "/history?status=failed", "/jobs/0190c1f4-7a8e-7c3e-9a53-0242ac120002"]) {
      const page = await get(address);
      expect(page).toMatchObject({ status: 200, headers: { "cache-control": "no-store" } });
      expect(page.body).toContain("The app");
    }
  });

  it("are kept for ever where their name carries a hash, and come compressed", async () => {
    const asset = await get("/assets/app-abc123.js", { "Accept-Encoding": "br, gzip" });
    expect(asset.headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-encoding": "br",
      "content-type": "text/javascript",
    });
    expect((await get("/assets/app-abc123.js")).body).toBe(script);
  });

  it("that are missing are missing, not the page", async () => {
    const missing = await get("/assets/gone-123.js");
    expect(missing.status).toBe(404);
    expect(JSON.parse(missing.body)).toMatchObject({ success: false, error_code: "NOT_FOUND" });
  });

  it("cannot be left by a path", async () => {
    for (const address of ["/../package.json", "/assets/..%2f..%2fpackage.json", "/%2e%2e/package.json"]) {
      expect((await get(address)).body).not.toContain("@agentos");
    }
  });

  it("let the browser run nothing but what this origin serves", async () => {
    const { headers } = await get("/");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    const { host } = new URL(ui.url());
    expect(policy).toContain(`connect-src 'self' ws://${host} wss://${host};`);
    const forged = await get("/", { Host: "x; script-src *" });
    expect(String(forged.headers["content-security-policy"] ?? "")).not.toContain("*");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });
});

describe("the API behind the same origin", () => {
  it("is asked from the address that the gateway knows it by, with the client's at the end of the list", async () => {
    const known = await start(gatewayUrl(), { GATEWAY_FROM: "127.0.0.8" });
    const response = await fetch(`${known.url()}/api/jobs`, { headers: { "x-forwarded-for": "192.0.2.7" } });
    expect(response.headers.get("X-Peer-Seen")).toBe("127.0.0.8");
    expect(response.headers.get("X-Forwarded-Seen")?.replaceAll(" ", "")).toBe("192.0.2.7,127.0.0.1");
    await known.stop();
  });

  it("gets requests as they are, with the trace and the caller's address", async () => {
    const body = Buffer.alloc(9_000_000, 7);
    const response = await fetch(`${ui.url()}/api/upload/chunk?index=3`, { method: "POST", body });
    expect(response.headers.get("X-Seen")).toBe("POST /api/upload/chunk?index=3");
    expect(response.headers.get("X-Forwarded-Seen")).toContain("127.0.0.1");
    const seen = (await response.json()) as { bytes: number; traceparent: string };
    expect(seen.bytes).toBe(body.length);
    expect(seen.traceparent).toMatch(/^00-[0-9a-f]{32}-/);
    expect((await get("/media/token.with.dots")).headers["x-seen"]).toBe("GET /media/token.with.dots");
  });

  it("is said to be away while it is", async () => {
    const alone = await start("http://127.0.0.1:9");
    const response = await fetch(`${alone.url()}/api/jobs/history`);
    expect(response.status).toBe(503);
    expect(response.headers.get("Retry-After")).toBe("2");
    expect(await response.json()).toMatchObject({ success: false, error_code: "SERVICE_UNAVAILABLE" });
    await alone.stop();
  });
});

it("says how to build the app where it is not built", async () => {
  const config = readAppConfig({ port: 0, root: "/nonexistent" }, { LOG_LEVEL: "error" });
  await expect(createAppServer({ name: "some-ui", config }).start()).rejects.toThrow(
    /pnpm --filter @agentos\/some-ui build/,
  );
});
