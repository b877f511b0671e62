import { channelNames } from "@agentos/contracts/realtime/channels";
import { handshakeStatus, openSocket, type TestSocket } from "@agentos/testkit/sockets/test-socket";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signIn, until } from "./driver.ts";
import { signInAs } from "./sockets/audience.ts";
import { hubPorts } from "./sockets/hub-ports.ts";
import { survive } from "./sockets/survive.ts";
import { unlimited } from "./unlimited.ts";

let stack: Stack;
/** The doors: through the gateway, and of either hub. */
let doors: string[];

beforeAll(async () => {
  stack = await startStack({ env: { ...unlimited, AGENTOS_COPIES: "read-model" } });
  doors = [
    `${stack.api.replace("http", "ws").replace("localhost", "127.0.0.1")}/ws`,
    ...hubPorts(stack).map((port) => `ws://127.0.0.1:${port}`),
  ];
}, 300_000);
afterAll(async () => {
  await stack?.stop();
}, 120_000);

let houses = 0;
/** Each socket comes from an address of its own, unless it is told otherwise. */
async function open(door: string, token: string, localAddress?: string): Promise<TestSocket> {
  houses += 1;
  return openSocket(door, token, { localAddress: localAddress ?? `127.20.0.${houses}` });
}

describe("every door", () => {
  const each = (visit: (door: string) => Promise<void>) => async () => {
    for (const door of doors) await visit(door);
  };

  it(
    "lets an account in by its token, and pages of this host or of none",
    each(async (door) => {
      const { access_token: token } = await signInAs(stack, "user");
      const status = (origin?: string) => handshakeStatus(door, token, origin ? { headers: { origin } } : {});
      expect(await handshakeStatus(door, undefined)).toBe(401);
      expect(await status()).toBe(101);
      expect(await status("http://127.0.0.1:8000")).toBe(101);
      expect(await status("https://evil.example")).toBe(403);
      const forged = await open(door, `${token.slice(0, -6)}AAAAAA`);
      expect(await forged.closed).toMatchObject({ code: 4401 });
    }),
  );

  it(
    "closes the sockets of a session that is signed out with 4401, and takes its token no more",
    each(async (door) => {
      const [leaves, stays] = [await signInAs(stack, "user"), await signInAs(stack, "user")];
      const [left, other] = [await open(door, leaves.access_token), await open(door, stays.access_token)];
      await left.next("hello");
      const body = JSON.stringify({ refresh_token: leaves.refresh_token });
      const headers = { "content-type": "application/json" };
      await fetch(`${stack.api}/api/auth/logout`, { method: "POST", headers, body });
      expect(await left.closed).toMatchObject({ code: 4401 });
      expect(await (await open(door, leaves.access_token)).closed).toMatchObject({ code: 4401 });
      await other.settle();
      other.ws.terminate();
    }),
  );

  it(
    "closes the sixth socket of an address with 4409, and a message of 2 MB with 1009",
    each(async (door) => {
      const { access_token: token } = await signInAs(stack, "user");
      const house = `127.21.0.${doors.indexOf(door) + 1}`;
      const sockets = [];
      while (sockets.length < 5) sockets.push(await open(door, token, house));
      for (const socket of sockets) await socket.next("hello");
      expect(await (await open(door, token, house)).closed).toMatchObject({ code: 4409 });
      sockets[0]?.ws.send("x".repeat(2 * 1024 * 1024));
      expect(await sockets[0]?.closed).toMatchObject({ code: 1009 });
      for (const { ws } of sockets) ws.terminate();
    }),
  );
});

it("pages of the app and of the control room open sockets through their own servers", async () => {
  const { access_token: token } = await signInAs(stack, "operator");
  for (const origin of [stack.app, stack.admin]) {
    const door = `${origin.replace("http", "ws")}/ws`;
    expect(await handshakeStatus(door, token, { headers: { origin } })).toBe(101);
    expect(await handshakeStatus(door, token, { headers: { origin: "https://evil.example" } })).toBe(403);
  }
});

it("a user gets nothing but the channel of jobs, and of those nothing but their own", async () => {
  const account = await signInAs(stack, "user");
  const sockets = await Promise.all(doors.map((door) => open(door, account.access_token)));
  for (const socket of sockets) {
    const { channels, refused } = await socket.subscribe([...channelNames]);
    expect(channels).toEqual(["job_status"]);
    expect(new Set(refused.map(({ error_code }) => error_code))).toEqual(new Set(["FORBIDDEN"]));
  }
  const [user, operator] = [await signIn(stack, "user"), await signIn(stack, "operator")];
  const create = { url: "https://example.com/a.mp4" };
  await operator.post("/api/jobs/create", create);
  const { body } = await user.post<{ job_id: string }>("/api/jobs/create", create);
  await operator.post("/api/jobs/create", create);
  await user.untilEnded(body.data.job_id);
  for (const socket of sockets) {
    await until(() => socket.of("event").some(({ type }) => type === "job:failed"));
    const owners = socket.of("event").map(({ data }) => data["user_id"]);
    expect(new Set(owners)).toEqual(new Set([account.user.id]));
    expect(socket.of("patch")).toEqual([]);
    socket.ws.terminate();
  }
});

it("every client holds the API's state after a hub was killed and the network cut", async () => {
  const survived = await survive(stack, { sockets: 120, outageMs: 2000, silent: false });
  expect(survived.changes).toBeGreaterThan(survived.changesInPeace);
  expect(survived.readsInPeace).toBeLessThan(120);
});
