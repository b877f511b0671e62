import { createApiClient } from "@agentos/client/api-client";
import { ApiError } from "@agentos/client/api-error";
import { createMemoryStore } from "@agentos/client/key-value";
import { SessionTokens } from "@agentos/client/session-tokens";
import { createTabLink } from "@agentos/client/tab-link";
import { authOperations } from "@agentos/contracts/api/auth";
import { jobOperations } from "@agentos/contracts/api/jobs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { listenLocally, readBody, refuse, succeed, type Answer, type LocalServer } from "./http-server.ts";
import { aSession } from "./session.ts";

const summary = {
  by_status: { queued: 0, processing: 0, completed: 2, failed: 0, cancelled: 0 },
  active: 0,
  total: 2,
  clips: 12,
  success_rate: 1,
  mean_seconds: 61,
};

const opened: LocalServer[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server[Symbol.asyncDispose]();
});

async function serve(answer: Answer): Promise<string> {
  const server = await listenLocally(answer);
  opened.push(server);
  return server.url;
}

function signedIn(baseUrl: string, session = aSession()) {
  const tokens = new SessionTokens({ store: createMemoryStore() });
  tokens.begin(session);
  return { tokens, client: createApiClient({ baseUrl, tokens }) };
}

describe("a call", () => {
  it("fills in path and query, sends the token and gives checked data", async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      const pagination = { page: 1, per_page: 25, total: 0, total_is: "exact", total_pages: 0 };
      succeed(response, [], { pagination: { ...pagination, has_next: false, has_prev: false, next_cursor: null } });
    });
    const page = await signedIn(url).client.page(jobOperations.history, { query: { search: "a b&c", page: 1 } });
    expect(seen).toEqual(["GET /api/jobs/history?search=a+b%26c&page=1 Bearer access-0"]);
    expect(page).toMatchObject({ data: [], pagination: { total: 0 } });
  });

  it("throws the API's code, sentence, details and trace", async () => {
    const url = await serve((_request, response) => refuse(response, "RATE_LIMITED", { "Retry-After": "30" }));
    const call = signedIn(url).client.call(jobOperations.create, { body: { url: "https://example.org/a.mp4" } });
    const error = await call.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      code: "RATE_LIMITED",
      status: 429,
      message: "Too many requests. Wait a moment and try again.",
      traceId: "0af7651916cd43dd8448eb211c80319c",
      retryAfter: 30,
    });
  });

  it("understands a proxy's page and an answer that breaks the contract", async () => {
    const url = await serve((request, response) => {
      if (request.url?.endsWith("stats")) return succeed(response, { total: "many" });
      response.writeHead(413, { "Content-Type": "text/html" }).end("<h1>too big</h1>");
    });
    const { client } = signedIn(url);
    await expect(client.call(jobOperations.summary)).rejects.toMatchObject({ code: "UNEXPECTED_REPLY" });
    await expect(client.call(jobOperations.recent, { params: { limit: 5 } })).rejects.toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
    });
  });

  it("repeats a GET that met a server away, never a POST", async () => {
    let gets = 0;
    let posts = 0;
    const url = await serve((request, response) => {
      if (request.method === "POST") posts += 1;
      else gets += 1;
      if (request.method === "GET" && gets === 2) return void request.socket.destroy();
      return gets >= 3 ? succeed(response, summary) : refuse(response, "SERVICE_UNAVAILABLE");
    });
    const { client } = signedIn(url);
    await expect(client.call(jobOperations.summary)).resolves.toEqual(summary);
    expect(gets).toBe(3);
    gets = 0;
    const create = client.call(jobOperations.create, { body: { url: "https://example.org/a.mp4" } });
    await expect(create).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    expect(posts).toBe(1);
  });

  it("ends with the signal's reason", async () => {
    const url = await serve(() => undefined);
    const controller = new AbortController();
    const call = signedIn(url).client.call(jobOperations.summary, { signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    await expect(call).rejects.toMatchObject({ name: "AbortError" });
  });
});

/** Rotating refresh tokens; one used twice ends the session, as in the real API. */
function rotating() {
  const state = { refreshes: 0, reused: 0, access: "access-new-0", refresh: "refresh-0" };
  const issued = new Set([state.access]);
  const answer: Answer = async (request, response) => {
    if (request.url === authOperations.refresh.path) {
      const { refresh_token: given } = JSON.parse(String(await readBody(request))) as { refresh_token: string };
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (given !== state.refresh) {
        state.reused += 1;
        return refuse(response, "TOKEN_REUSED");
      }
      state.refreshes += 1;
      state.access = `access-new-${state.refreshes}`;
      state.refresh = `refresh-${state.refreshes}`;
      issued.add(state.access);
      return succeed(response, aSession(state.access, state.refresh));
    }
    const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
    return issued.has(token) ? succeed(response, summary) : refuse(response, "TOKEN_EXPIRED");
  };
  return { state, answer };
}

describe("a session", () => {
  it("is renewed once for many calls at the same time", async () => {
    const { state, answer } = rotating();
    const { client } = signedIn(await serve(answer));
    const calls = Array.from({ length: 12 }, () => client.call(jobOperations.summary));
    await expect(Promise.all(calls)).resolves.toHaveLength(12);
    expect(state).toMatchObject({ refreshes: 1, reused: 0 });
  });

  it("is renewed before an access token ends", async () => {
    const { state, answer } = rotating();
    const { client } = signedIn(await serve(answer), aSession("access-new-0", "refresh-0", 1));
    await client.call(jobOperations.summary);
    expect(state.refreshes).toBe(1);
  });

  it("is shared between tabs without using a refresh token twice", async () => {
    const { state, answer } = rotating();
    const baseUrl = await serve(answer);
    const store = createMemoryStore();
    const name = `tabs-${Math.random()}`;
    new SessionTokens({ store }).begin(aSession());
    const tabs = Array.from({ length: 3 }, () => new SessionTokens({ store, tabs: createTabLink(name) }));
    const calls = tabs.flatMap((tokens) => {
      const client = createApiClient({ baseUrl, tokens });
      return [client.call(jobOperations.summary), client.call(jobOperations.summary)];
    });
    await expect(Promise.all(calls)).resolves.toHaveLength(6);
    expect(state.reused).toBe(0);
    for (const tab of tabs) tab.close();
  });

  it("ends in every tab together", async () => {
    const store = createMemoryStore();
    const name = `tabs-${Math.random()}`;
    const [one, two] = [0, 1].map(() => new SessionTokens({ store, tabs: createTabLink(name) }));
    one?.begin(aSession());
    await vi.waitFor(() => expect(two?.state.status).toBe("signed-in"));
    two?.end();
    await vi.waitFor(() => expect(one?.state.status).toBe("signed-out"));
    expect(store.getItem("agentos.session")).toBeNull();
    one?.close();
    two?.close();
  });

  it("that the server ended fails the call and says why", async () => {
    const url = await serve((_request, response) => refuse(response, "TOKEN_EXPIRED"));
    const { client, tokens } = signedIn(url);
    await expect(client.call(jobOperations.summary)).rejects.toMatchObject({ code: "TOKEN_EXPIRED" });
    expect(tokens.state).toMatchObject({ status: "expired", user: { email: "ada@agentos.test" } });
  });

  it("that ended can keep its calls waiting until somebody signs in again", async () => {
    const { state, answer } = rotating();
    const tokens = new SessionTokens({ store: createMemoryStore(), waitForSignIn: true });
    tokens.begin(aSession("access-0", "refresh-gone"));
    const client = createApiClient({ baseUrl: await serve(answer), tokens });
    const call = client.call(jobOperations.summary);
    await vi.waitFor(() => expect(tokens.state.status).toBe("expired"));
    tokens.begin(aSession(state.access, state.refresh));
    await expect(call).resolves.toEqual(summary);
  });

  it("that is signed out instead fails the calls that waited", async () => {
    const url = await serve((_request, response) => refuse(response, "TOKEN_REUSED"));
    const tokens = new SessionTokens({ store: createMemoryStore(), waitForSignIn: true });
    tokens.begin(aSession("access-0", "refresh-0", 0));
    const call = createApiClient({ baseUrl: url, tokens })
      .call(jobOperations.summary)
      .catch((thrown: unknown) => thrown);
    await vi.waitFor(() => expect(tokens.state.status).toBe("expired"));
    tokens.end();
    expect(await call).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("survives a server that is away: nobody is signed out by that", async () => {
    const url = await serve((_request, response) => refuse(response, "SERVICE_UNAVAILABLE", { "Retry-After": "60" }));
    const { client, tokens } = signedIn(url, aSession("access-0", "refresh-0", 0));
    await expect(client.call(jobOperations.summary)).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    expect(tokens.state.status).toBe("signed-in");
  });
});
