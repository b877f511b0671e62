import { channelNames, channels } from "@agentos/contracts/realtime/channels";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { lastEpoch, startHubs, type HubWorld, type TestHub } from "./support/hubs.ts";
import { openSocket, type TestSocket } from "@agentos/testkit/sockets/test-socket";

let world: HubWorld;
let hub: TestHub;

beforeAll(async () => {
  world = await startHubs();
  hub = await world.startHub({ WS_SOCKETS_PER_ADDRESS: "100" });
});
afterAll(() => world.stop());

type Who = { role: string; sub: string; socket: TestSocket };

async function come(role: string, sub: string = randomUUID(), address = "127.0.0.1"): Promise<Who> {
  const socket = await openSocket(hub.url, await world.identity.token({ role, sub }), { localAddress: address });
  await socket.next("hello");
  return { role, sub, socket };
}

const jobOf = (userId: string) => ({ job_id: randomUUID(), user_id: userId, run: 1 });
const staffChannels = channelNames.filter((name) => channels[name].access === "staff");

/** Says something to everybody on a channel that all can have, and waits until a socket has heard it. */
async function untilTold(...whom: Who[]): Promise<void> {
  for (const { sub, socket } of whom) {
    const seen = socket.of("event").length;
    world.event("job:created", jobOf(sub));
    while (socket.of("event").length === seen) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
const eventsOf = ({ socket }: Who) => socket.of("event").map(({ channel, type }) => `${channel} ${type}`);

it("gives staff every channel, and a user the one of their own jobs", async () => {
  for (const role of ["admin", "operator", "supervisor", "readonly"]) {
    const { socket } = await come(role);
    expect(await socket.subscribe([...channelNames])).toEqual({
      op: "subscribed",
      channels: channelNames,
      refused: [],
    });
  }
  const { socket } = await come("user");
  const { channels: granted, refused } = await socket.subscribe([...channelNames]);
  expect(granted).toEqual(["job_status"]);
  expect(refused.map(({ channel, error_code }) => [channel, error_code])).toEqual(
    staffChannels.map((channel) => [channel, "FORBIDDEN"]),
  );
});

it("gives staff from elsewhere what is their own", async () => {
  const away = await world.startHub({ ADMIN_ALLOWLIST: "10.0.0.0/8" });
  const sub = randomUUID();
  const socket = await openSocket(away.url, await world.identity.token({ role: "admin", sub }));
  const { channels: granted, refused } = await socket.subscribe(["snapshot", "job_status"]);
  expect([granted, refused]).toMatchObject([
    ["job_status"],
    [{ channel: "snapshot", error_code: "ADDRESS_NOT_ALLOWED", error: expect.stringMatching(/\.$/) }],
  ]);
  world.event("job:created", jobOf(randomUUID()));
  world.event("job:created", jobOf(sub));
  expect(await socket.next("event")).toMatchObject({ data: { user_id: sub } });
  expect(socket.of("event")).toHaveLength(1);
  await away.stop();
});

it("knows other names of channels, and refuses unknown ones by themselves", async () => {
  const { socket } = await come("operator");
  const answer = await socket.subscribe(["celery_status", "everything", "__proto__", "constructor"]);
  expect(answer.channels).toEqual(["runtime_status"]);
  expect(answer.refused.map(({ channel, error_code }) => [channel, error_code])).toEqual([
    ["everything", "NOT_FOUND"],
    ["__proto__", "NOT_FOUND"],
    ["constructor", "NOT_FOUND"],
  ]);
});

it("tells a user of what is theirs alone, once, and staff of everything that they are subscribed to", async () => {
  const [one, other, staff] = await Promise.all([come("user"), come("user"), come("supervisor")]);
  const everybody = [one, other, staff];
  for (const { socket } of everybody) await socket.subscribe(["job_status"]);
  const id = randomUUID();
  world.event("job:created", jobOf(one.sub), id);
  world.event("queue:draining", { queue: "video_cutter", remaining: 1 });
  await untilTold(other, staff);
  expect(one.socket.of("event")).toEqual([
    {
      op: "event",
      channel: "job_status",
      type: "job:created",
      id: expect.any(String),
      entity_id: id,
      version: 1,
      data: expect.objectContaining({ user_id: one.sub }),
      at: expect.any(String),
    },
  ]);
  expect(other.socket.of("event").map(({ data }) => data["user_id"])).toEqual([other.sub]);
  expect(staff.socket.of("event").map(({ data }) => data["user_id"])).toEqual([one.sub, other.sub, staff.sub]);
});

it("tells over each channel of an event, what is for administrators to them alone, and ticks without an id", async () => {
  const [admin, operator] = await Promise.all([come("admin"), come("operator")]);
  for (const { socket } of [admin, operator])
    await socket.subscribe(["job_status", "pipeline_status", "system_alerts"]);
  const job = jobOf(admin.sub);
  world.event("job:cancelled", job);
  world.event("security:locked_out", { kind: "account", subject: "x", user_id: null, locks: 1, seconds: 60 });
  world.tick("jobs", "job:progress", {
    ...job,
    stage: "video_cutter",
    stage_progress: 0.5,
    progress: 0.9,
    eta_seconds: null,
  });
  await untilTold(admin, operator);
  const both = ["job_status job:cancelled", "pipeline_status job:cancelled"];
  expect(eventsOf(admin).slice(0, 4)).toEqual([
    ...both,
    "system_alerts security:locked_out",
    "job_status job:progress",
  ]);
  expect(eventsOf(operator).slice(0, 3)).toEqual([...both, "job_status job:progress"]);
  expect(operator.socket.of("event")[2]).toMatchObject({ id: null, entity_id: null, version: null });
});

it("tells nothing any more of what was unsubscribed", async () => {
  const staff = await come("operator");
  await staff.socket.subscribe(["job_status", "pipeline_status"]);
  staff.socket.say({ op: "unsubscribe", channels: ["pipeline_status", "nothing"] });
  expect(await staff.socket.next("subscribed")).toMatchObject({ channels: ["job_status"] });
  world.event("job:cancelled", jobOf(randomUUID()));
  await untilTold(staff);
  expect(eventsOf(staff)).toEqual(["job_status job:cancelled", "job_status job:created"]);
});

it("takes the channels of staff away from who is demoted, and goes on telling of what is their own", async () => {
  const who = await come("operator");
  await who.socket.subscribe(["snapshot", "job_status", "queue_updates"]);
  world.identity.change(who.sub, { role: "user" });
  expect(await who.socket.next("subscribed")).toMatchObject({
    channels: ["job_status"],
    refused: [
      { channel: "snapshot", error_code: "FORBIDDEN" },
      { channel: "queue_updates", error_code: "FORBIDDEN" },
    ],
  });
  world.event("job:created", jobOf(randomUUID()));
  world.patches({ epoch: lastEpoch, patches: [{ section: "queue", from: 1, to: 2, patch: [] }] });
  await untilTold(who);
  expect(who.socket.of("event").map(({ data }) => data["user_id"])).toEqual([who.sub]);
  expect(who.socket.of("patch")).toEqual([]);
  expect((await who.socket.subscribe(["queue_updates"])).refused).toMatchObject([{ error_code: "FORBIDDEN" }]);
  world.identity.change(who.sub, { role: "operator" });
  const granted = async (): Promise<boolean> => (await who.socket.subscribe(["queue_updates"])).refused.length === 0;
  while (!(await granted())) await new Promise((resolve) => setTimeout(resolve, 100));
});

it("closes every socket of an account that is disabled, and those of a session that has ended, with 4401", async () => {
  const sub = randomUUID();
  const sids = [randomUUID(), randomUUID()];
  const open = async (sid: string | undefined) => openSocket(hub.url, await world.identity.token({ sub, sid }));
  const [ended, stays] = await Promise.all(sids.map(open));
  world.identity.change(sub, { ended_sessions: [String(sids[0])] });
  expect(await ended?.closed).toEqual({ code: 4401, text: "TOKEN_EXPIRED" });
  await stays?.settle();
  expect(await (await open(sids[0])).closed).toMatchObject({ code: 4401 });
  world.identity.change(sub, { role: null });
  expect(await stays?.closed).toEqual({ code: 4401, text: "TOKEN_EXPIRED" });
});

it("closes with 4401 the sockets whose tokens were signed by a key that is withdrawn", async () => {
  const { socket } = await come("operator");
  await world.identity.changeKey();
  // The keys are asked for again as soon as somebody comes with one that is not known, but not at every moment.
  const isLetIn = async (): Promise<boolean> => {
    const fresh = await openSocket(hub.url, await world.identity.token());
    return Promise.race([fresh.closed.then(() => false), fresh.next("hello").then(() => true)]);
  };
  while (!(await isLetIn())) await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await socket.closed).toEqual({ code: 4401, text: "UNAUTHENTICATED" });
});
