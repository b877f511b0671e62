import { createMemoryStore } from "@agentos/client/key-value";
import { LiveConnection, type LiveConnectionOptions } from "@agentos/client/live/live-connection";
import { SessionTokens, type Exchange } from "@agentos/client/session-tokens";
import type { ChannelName } from "@agentos/contracts/realtime/channels";
import { closeCodes, type HubFrame } from "@agentos/contracts/realtime/frames";
import { afterEach, describe, expect, it, vi } from "vitest";
import { HubServer } from "./hub-server.ts";
import { TestPage } from "./page.ts";
import { aSession } from "./session.ts";

const opened: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
});

const within = { timeout: 20_000, interval: 20 };

async function aHub(): Promise<HubServer> {
  const hub = await new HubServer().listen();
  opened.push(hub);
  return hub;
}

/** Somebody signed in, whose refresh tokens give `access-1`, `access-2` and so on. */
function connect(hub: { url: string }, options: Partial<LiveConnectionOptions> = {}) {
  const tokens = new SessionTokens({ store: createMemoryStore() });
  tokens.begin(aSession("access-0"));
  let renewals = 0;
  const exchange: Exchange = async () => aSession(`access-${++renewals}`);
  const client = { accessToken: (given = {}) => tokens.token(exchange, given) };
  const connection = new LiveConnection({ baseUrl: hub.url, client, tokens, random: () => 0, ...options });
  opened.unshift(connection);
  connection.start();
  return { connection, tokens };
}

function jobEvent(id: string, version: number, more: object = {}): HubFrame {
  const entity = { id, entity_id: "7f3b8c56-0000-4000-8000-000000000001", version };
  const base = { op: "event", channel: "job_status", type: "job:step", data: {}, at: "2025-01-01T00:00:00Z" } as const;
  return { ...base, ...entity, ...more };
}

describe("what is told", () => {
  it("comes once each, and nothing that something newer has overtaken", async () => {
    const hub = await aHub();
    const { connection } = connect(hub);
    const seen: (number | null)[] = [];
    connection.follow({ channels: ["job_status"], onEvent: ({ version }) => seen.push(version) });
    await vi.waitFor(() => expect(hub.heard).toContainEqual({ op: "subscribe", channels: ["job_status"] }), within);
    for (const frame of [jobEvent("a", 1), jobEvent("c", 3), jobEvent("b", 2), jobEvent("a", 1), jobEvent("d", 3)]) {
      hub.tell(frame);
    }
    hub.tell(jobEvent("e", 4, { channel: "action_results" }));
    hub.tell(jobEvent("f", 5));
    await vi.waitFor(() => expect(seen).toEqual([1, 3, 3, 5]), within);
  });

  it("goes on after what this version does not understand", async () => {
    const hub = await aHub();
    const { connection } = connect(hub);
    const seen: string[] = [];
    connection.follow({ channels: ["job_status"], onEvent: ({ type }) => seen.push(type) });
    await vi.waitFor(() => expect(hub.heard).toHaveLength(1), within);
    hub.tell({ op: "sing", song: 1 } as unknown as HubFrame);
    for (const socket of hub.sockets) socket.send("{ this is no JSON");
    hub.tell(jobEvent("a", 1, { type: "job:completed" }));
    await vi.waitFor(() => expect(seen).toEqual(["job:completed"]), within);
    expect(hub.tokens).toHaveLength(1);
  });

  it("is what is not refused, which is said", async () => {
    const hub = await aHub();
    hub.refused = new Set(["action_results"]);
    const { connection } = connect(hub);
    const seen: string[] = [];
    const follow = (name: string, channels: ChannelName[]) =>
      connection.follow({
        channels,
        onSubscribed: () => seen.push(`${name} is told`),
        onRefused: ([refusal]) => seen.push(`${name} is not told of ${refusal?.channel}`),
      });
    follow("all", ["job_status", "action_results"]);
    follow("nothing", ["action_results"]);
    const expected = ["all is not told of action_results", "all is told", "nothing is not told of action_results"];
    await vi.waitFor(() => expect(seen).toEqual(expected), within);
    hub.tell({ op: "status", live: true });
    await vi.waitFor(() => expect(seen).toEqual([...expected, "all is told"]), within);
    const taken = { channel: "job_status", error_code: "FORBIDDEN", error: "No longer." };
    hub.tell({ op: "subscribed", channels: [], refused: [taken] });
    await vi.waitFor(() => expect(seen.at(-1)).toBe("all is not told of job_status"), within);
  });

  it("is asked for and given up as listeners come and go", async () => {
    const hub = await aHub();
    const { connection } = connect(hub);
    const confirmed: string[] = [];
    const first = connection.follow({ channels: ["job_status"], onSubscribed: () => confirmed.push("first") });
    await vi.waitFor(() => expect(confirmed).toEqual(["first"]), within);
    const second = connection.follow({ channels: ["job_status"], onSubscribed: () => confirmed.push("second") });
    await vi.waitFor(() => expect(confirmed).toEqual(["first", "second"]), within);
    first();
    second();
    await vi.waitFor(() => expect(hub.heard.map(({ op }) => op)).toEqual(["subscribe", "unsubscribe"]), within);
  });
});

describe("a token that is refused", () => {
  it("is replaced by a fresh one", async () => {
    const hub = await aHub();
    hub.judge = (token) => (token === "access-0" ? closeCodes.unauthenticated : undefined);
    const { connection } = connect(hub);
    await vi.waitFor(() => expect(connection.state.status).toBe("live"), within);
    expect(hub.tokens).toEqual(["access-0", "access-1"]);
  });

  it("is followed by a fresh one before it ends", async () => {
    const hub = await aHub();
    const { connection, tokens } = connect(hub);
    await vi.waitFor(() => expect(connection.state.status).toBe("live"), within);
    tokens.begin(aSession("access-5"));
    await vi.waitFor(() => expect(hub.heard).toContainEqual({ op: "renew", token: "access-5" }), within);
    expect(hub.tokens).toEqual(["access-0"]);
  });

  it("without a session to renew it from ends the tries, until somebody signs in", async () => {
    const hub = await aHub();
    const { connection, tokens } = connect(hub);
    await vi.waitFor(() => expect(connection.state.status).toBe("live"), within);
    tokens.end();
    expect(connection.state).toMatchObject({
      status: "refused",
      why: "session",
      words: expect.stringMatching(/Sign in/),
    });
    await vi.waitFor(() => expect(hub.sockets.size).toBe(0), within);
    tokens.begin(aSession("access-9"));
    await vi.waitFor(() => expect(connection.state.status).toBe("live"), within);
    expect(hub.tokens).toEqual(["access-0", "access-9"]);
  });
});

describe("a connection that is lost", () => {
  it("is tried again; for longer than a moment it is said to be down, and on return it resumes", async () => {
    const hub = await aHub();
    const { connection } = connect(hub);
    const place = { epoch: "0190c1f4-7a8e-7c3e-9a53-0242ac120002", version: 7 };
    connection.follow({ channels: ["snapshot"], resumeFrom: () => place });
    await vi.waitFor(() => expect(connection.state.status).toBe("live"), within);
    const states: string[] = [];
    connection.subscribe(() => states.push(connection.state.status));
    const { port } = hub;
    await hub.stop();
    await vi.waitFor(
      () => expect(connection.state).toMatchObject({ status: "down", words: expect.any(String) }),
      within,
    );
    const next = await new HubServer().listen(port);
    opened.push(next);
    await vi.waitFor(() => expect(connection.state.status).toBe("live"), within);
    expect(states).toEqual(["connecting", "down", "live"]);
    await vi.waitFor(() => {
      expect(next.heard).toContainEqual({ op: "subscribe", channels: ["snapshot"], resume_from: place });
    }, within);
    opened.splice(opened.indexOf(hub), 1);
  });

  it("is noticed by its silence", async () => {
    const hub = await aHub();
    hub.heartbeatSeconds = 0.05;
    hub.answersPings = false;
    connect(hub);
    await vi.waitFor(() => expect(hub.tokens.length).toBeGreaterThan(1), within);
    expect(hub.heard).toContainEqual({ op: "ping" });
  });

  it("stays for as long as pings are answered", async () => {
    const hub = await aHub();
    hub.heartbeatSeconds = 0.05;
    connect(hub);
    await vi.waitFor(() => expect(hub.heard.length).toBeGreaterThan(8), within);
    expect(hub.tokens).toHaveLength(1);
  });

  it.each([
    ["forbidden", closeCodes.forbidden],
    ["crowded", closeCodes.tooManySockets],
  ] as const)("because it is %s says so", async (why, code) => {
    const hub = await aHub();
    hub.judge = () => code;
    const { connection } = connect(hub);
    await vi.waitFor(() => expect(connection.state).toMatchObject({ status: "refused", why }), within);
  });

  it("is down too while the hub itself hears nothing; then what was missed is to be read", async () => {
    const hub = await aHub();
    const { connection } = connect(hub);
    let confirmed = 0;
    connection.follow({ channels: ["job_status"], onSubscribed: () => confirmed++ });
    await vi.waitFor(() => expect(confirmed).toBe(1), within);
    hub.tell({ op: "status", live: false });
    await vi.waitFor(() => expect(connection.state.status).toBe("down"), within);
    hub.tell({ op: "status", live: true });
    await vi.waitFor(() => expect([connection.state.status, confirmed]).toEqual(["live", 2]), within);
    expect(hub.tokens).toHaveLength(1);
  });
});

it("lets go of its socket while nobody looks, and takes it up when somebody does", async () => {
  const hub = await aHub();
  const page = new TestPage();
  const { connection } = connect(hub, { signals: page.signals, restAfterMs: 10 });
  await vi.waitFor(() => expect(connection.state.status).toBe("live"), within);
  page.hide();
  await vi.waitFor(() => expect(connection.state.status).toBe("resting"), within);
  await vi.waitFor(() => expect(hub.sockets.size).toBe(0), within);
  page.wake();
  await vi.waitFor(() => expect(connection.state.status).toBe("live"), within);
});
