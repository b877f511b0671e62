import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { errorOf, startGateway, type TestGateway } from "./support/gateway.ts";
import { makeToken } from "@agentos/testkit/identity/tokens";

let gateway: TestGateway;
let authorization: string;
beforeAll(async () => {
  gateway = await startGateway({ UPSTREAM_TIMEOUT_MS: "1000" });
  authorization = `Bearer ${await makeToken(gateway.key)}`;
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.upstream.echo();
});

const ask = (path = "/api/upload"): Promise<Response> => fetch(`${gateway.url}${path}`, { headers: { authorization } });

describe("a service", () => {
  it("that is down is told as such, and found again when it is back", async () => {
    expect((await ask()).status).toBe(200);
    await gateway.upstream.down();
    const response = await ask();
    expect(response.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(await errorOf(response)).toMatchObject({ status: 503, error_code: "SERVICE_UNAVAILABLE" });
    await gateway.upstream.up();
    expect((await ask()).status).toBe(200);
  });

  it("that breaks off what it was asked to change may have changed it, and that is said", async () => {
    gateway.upstream.answerWith((request) => void request.once("data", () => request.socket.destroy()));
    const headers = { authorization, "content-type": "application/json" };
    const post = (): Promise<Response> =>
      fetch(`${gateway.url}/api/jobs/create`, { method: "POST", headers, body: "{}" });
    const broken = (await (await post()).json()) as { error: string };
    expect(broken).toMatchObject({ error_code: "SERVICE_UNAVAILABLE", error: expect.stringMatching(/may have been/) });
    await gateway.upstream.down();
    expect((await (await post()).json()) as object).not.toMatchObject({ error: broken.error });
    await gateway.upstream.up();
  });

  it("is found again after a restart, also over connections that were open", async () => {
    await Promise.all(Array.from({ length: 20 }, () => ask()));
    await gateway.upstream.down();
    await gateway.upstream.up();
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await ask()).status));
    expect(statuses).toEqual(statuses.map(() => 200));
  });

  it("that takes too long is not waited for", async () => {
    let gone = false;
    gateway.upstream.answerWith((request) => request.socket.on("close", () => (gone = true)));
    expect(await errorOf(await ask())).toMatchObject({ status: 504, error_code: "TIMEOUT" });
    await vi.waitFor(() => expect(gone).toBe(true));
  });

  it("may take its time once it has begun to answer", async () => {
    gateway.upstream.answerWith((_request, response) => {
      response.write("{");
      setTimeout(() => response.end("}"), 2500);
    });
    const response = await ask();
    expect(await response.text()).toBe("{}");
  });

  it("that hangs up without an answer is unavailable", async () => {
    gateway.upstream.answerWith((request) => request.socket.destroy());
    expect(await errorOf(await ask())).toMatchObject({ status: 503 });
  });

  it("that answers nonsense is unavailable, and says nothing of itself", async () => {
    gateway.upstream.answerWith((request) => request.socket.end("SSH-2.0-secret-host\r\n"));
    const reply = await errorOf(await ask());
    expect(reply.status).toBe(503);
    expect(JSON.stringify(reply)).not.toMatch(/secret|127\.0\.0\.1|ECONN|HPE|at /);
  });

  it("that breaks off in the midst of an answer breaks off the answer", async () => {
    gateway.upstream.answerWith((request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("half");
      setTimeout(() => request.socket.destroy(), 50);
    });
    const response = await ask();
    await expect(response.text()).rejects.toThrow(/terminated|aborted/);
    gateway.upstream.echo();
    expect((await ask()).status).toBe(200);
  });

  it("that refuses before it has read the body is heard", async () => {
    gateway.upstream.answerWith((_request, response) => {
      response.writeHead(409, { "content-type": "application/json" });
      response.end(JSON.stringify({ success: false, error_code: "UPLOAD_FINALIZED" }));
    });
    for (let turn = 0; turn < 5; turn += 1) {
      const response = await fetch(`${gateway.url}/api/upload/chunk`, {
        method: "POST",
        headers: { authorization, "content-type": "application/octet-stream" },
        body: Buffer.alloc(8 * 1024 * 1024),
      });
      expect(response.status).toBe(409);
      expect(await response.json()).toMatchObject({ error_code: "UPLOAD_FINALIZED" });
    }
  });

  it("is told when the client has gone", async () => {
    let gone = false;
    gateway.upstream.answerWith((request) => request.socket.on("close", () => (gone = true)));
    const controller = new AbortController();
    const asked = fetch(`${gateway.url}/api/upload`, { headers: { authorization }, signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expect(asked).rejects.toThrow(/abort/);
    await vi.waitFor(() => expect(gone).toBe(true));
  });
});

describe("an answer", () => {
  it("passes through with its status and headers, but for those of the inner connection", async () => {
    gateway.upstream.answerWith((_request, response) => {
      response.writeHead(206, {
        "content-range": "bytes 0-3/10",
        "content-type": "video/mp4",
        "x-trace-id": "of-the-service",
        "x-powered-by": "secret",
        "keep-alive": "timeout=1",
      });
      response.end("abcd");
    });
    const response = await fetch(`${gateway.url}/media/some-token`, { headers: { range: "bytes=0-3" } });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe("bytes 0-3/10");
    expect(response.headers.get("x-trace-id")).toMatch(/^[0-9a-f]{32}$/);
    expect(response.headers.get("x-powered-by")).toBeNull();
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await response.text()).toBe("abcd");
  });

  it("keeps the client's connection, unless the client wants it closed", async () => {
    const headersFor = async (connection: string): Promise<IncomingMessage["headers"]> => {
      const [response] = (await once(
        get(`${gateway.url}/api/upload`, { headers: { authorization, connection } }),
        "response",
      )) as [IncomingMessage];
      response.resume();
      return response.headers;
    };
    expect((await headersFor("keep-alive")).connection).toBe("keep-alive");
    expect((await headersFor("close")).connection).toBe("close");
  });

  it("to HEAD has no body", async () => {
    const response = await fetch(`${gateway.url}/api/upload`, { method: "HEAD", headers: { authorization } });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
    expect(gateway.upstream.seen.at(-1)?.method).toBe("HEAD");
  });
});
