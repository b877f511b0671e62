import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { openSocket, type FrameOf, type TestSocket } from "@agentos/testkit/sockets/test-socket";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signIn, until, type Person } from "./driver.ts";
import { signInAs } from "./sockets/audience.ts";

type Told = { event: string; alert: RowOf<"alerts"> };

const secret = "known-to-the-receiver-alone";
const slot = "video_cutter-1";
const told: Told[] = [];
let receiver: Server;
let stack: Stack;
let operator: Person;
let socket: TestSocket;

beforeAll(async () => {
  receiver = createServer((request, response) => void take(request, response)).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const { port } = receiver.address() as AddressInfo;
  stack = await startStack({
    env: {
      SYSTEM__WEBHOOKS: JSON.stringify([{ name: "ops", url: `http://127.0.0.1:${port}/`, secret }]),
      SYSTEM__WEBHOOK_NETWORKS: "127.0.0.1",
      SYSTEM__WEBHOOK_PORTS: `${port}`,
    },
  });
  operator = await signIn(stack, "operator");
  const { access_token } = await signInAs(stack, "operator");
  const door = `${stack.api.replace("http", "ws").replace("localhost", "127.0.0.1")}/ws`;
  socket = await openSocket(door, access_token);
  await socket.subscribe(["system_alerts"]);
}, 300_000);
afterAll(async () => {
  socket?.ws.close();
  await stack?.stop();
  receiver?.close();
}, 120_000);

/** Takes what is signed with the secret, and nothing else. */
async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signature } = request.headers;
  const expected = createHmac("sha256", secret)
    .update(`${String(id)}.${String(at)}.${body}`)
    .digest("base64");
  if (signature === `v1,${expected}`) told.push(JSON.parse(body) as Told);
  response.writeHead(signature === `v1,${expected}` ? 204 : 401).end();
}

const isOfSlot = ({ rule, subject }: { rule?: unknown; subject?: unknown }): boolean =>
  rule === "worker_offline" && subject === slot;
const frames = (type: string): FrameOf<"event">[] =>
  socket.of("event").filter((frame) => frame.type === type && isOfSlot(frame.data as object));
const atWebhook = (event: string): Told[] => told.filter((one) => one.event === event && isOfSlot(one.alert));

it("a killed worker is told of as an alert, over the socket and to the webhook, and is over when it is back", async () => {
  const pid = stack.kill("video_cutter");
  await until(() => frames("alert:raised").length > 0 && atWebhook("alert:raised").length > 0);
  await stack.untilReplaced("video_cutter", pid);
  await until(() => frames("alert:cleared").length > 0 && atWebhook("alert:cleared").length > 0);

  const { body } = await operator.get<RowOf<"alerts">[]>("/api/admin/ssot/alerts?rule=worker_offline");
  expect(body.data).toMatchObject([{ subject: slot, state: "cleared" }]);
  const ids = [...atWebhook("alert:raised"), ...atWebhook("alert:cleared")].map(({ alert }) => alert.id);
  expect(ids).toEqual([body.data[0]?.id, body.data[0]?.id]);
  expect(frames("alert:raised")).toHaveLength(1);
});
