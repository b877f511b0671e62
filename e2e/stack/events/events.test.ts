import { rmSync } from "node:fs";
import path from "node:path";
import { eventTable } from "@agentos/contracts/events/event-table";
import { events } from "@agentos/contracts/events/events";
import { ticks } from "@agentos/contracts/events/ticks";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { askedOwners, sectionsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { startStack } from "@agentos/testkit/servers/stack";
import type { NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findStore, natsOf, signIn, until } from "../driver.ts";
import { openAudience } from "../sockets/audience.ts";
import { unlimited } from "../unlimited.ts";
import { makeTalk } from "../videos.ts";
import { cases } from "./cases.ts";
import { dispatched } from "./dispatched.ts";
import { Ear, type Heard, type ToldName } from "./ear.ts";
import { framesOf, openListeners, type Listener } from "./listeners.ts";
import { oldKey } from "./people-happenings.ts";
import { register, type Happening, type Scene } from "./scene.ts";

/** Three jobs that wait are too many here, and everybody may make an account. */
const settings = {
  ...unlimited,
  JOBS__QUEUE_WARNING_DEPTH: "3",
  IDENTITY__REGISTRATION_OPEN: "true",
  IDENTITY__SIGN_IN_FAILURES: "5",
};

let scene: Scene;
let nats: NatsConnection;
let listeners: Listener[];
const happened = new Map<Happening, Promise<void>>();

/** Each happening takes place once, one after another. */
function happen(one: Happening): Promise<void> {
  const done = happened.get(one) ?? one(scene);
  happened.set(one, done);
  return done;
}

beforeAll(async () => {
  // Each service is a process of its own, so that one of them can be put to sleep.
  const stack = await startStack({ env: settings, args: ["--split"] });
  nats = await natsOf(stack);
  const video = path.join(stack.folder, "talk.mp4");
  await makeTalk(video);
  const stranger = await register({ stack });
  listeners = await openListeners(stack, stranger.access_token);
  scene = {
    stack,
    admin: await signIn(stack, "admin"),
    user: await signIn(stack, "user"),
    video,
    ear: await Ear.open(nats),
  };
  await happen(oldKey);
}, 300_000);
afterAll(async () => {
  for (const { socket } of listeners ?? []) socket.ws.close();
  await nats?.close();
  await scene?.stack.stop();
}, 120_000);

const told = Object.entries(cases) as [ToldName, Happening][];

it("every event and tick of the contracts has its case", () => {
  expect(told.map(([name]) => name).toSorted()).toEqual(
    [...new Set([...events, ...ticks].map(({ name }) => name))].toSorted(),
  );
});

describe("each event, brought about by what people do", () => {
  it.each(told)("%s is told to whom it is for, and what it makes old is read anew", async (name, happening) => {
    await happen(happening);
    const heard = await scene.ear.first(name);
    await expectTold(name, heard);
    expect(await until(() => dispatched(scene.stack, name))).toBeGreaterThan(0);
    const sections = eventTable[name]?.invalidates ?? [];
    for (const owner of askedOwners) {
      const own = sections.filter((section) => sectionsOf(owner).includes(section));
      for (const section of own) await scene.ear.untilAsked(heard, owner, section);
    }
  });

  it("and has changed what the snapshot says in every section that an event makes old", async () => {
    const sections = new Set<string>(Object.values(eventTable).flatMap(({ invalidates }) => invalidates));
    const patched = () => new Set<string>(listeners[0]?.socket.of("patch").map(({ section }) => section));
    await until(() => [...sections].every((section) => patched().has(section)));
    expect([...sections].filter((section) => !patched().has(section))).toEqual([]);
  });
});

describe("what has been told once", () => {
  it("changes nothing when it is told again, in another order", async () => {
    const { counts } = await jobsOf(scene);
    const again = scene.ear.heard.filter(({ id }) => id !== null).toReversed();
    for (const { message } of [...again, ...again]) nats.publish(message.subject, message.data);
    await nats.flush();
    await tellSomethingNew();
    expect(toldTwice()).toEqual([]);
    expect((await jobsOf(scene)).counts).toEqual(counts);
  });

  it("changes nothing when NATS has lost its store and gets all of it again: clients hold what the API gives", async () => {
    const audience = await openAudience(scene.stack, [scene.stack.api]);
    const store = findStore(path.join(scene.stack.folder, "state"));
    const pid = scene.stack.kill("nats");
    rmSync(store, { recursive: true, force: true });
    await scene.stack.untilReplaced("nats", pid);
    await tellSomethingNew();
    await audience.untilAllHold();
    audience.stop();
    expect(toldTwice()).toEqual([]);
  });
});

/** On each channel, those in its rooms are told, and nobody else. */
async function expectTold(name: ToldName, heard: Heard): Promise<void> {
  const { channels = [], rooms = [] } = eventTable[name] ?? {};
  for (const channel of channels) {
    const meant = listeners.filter((one) => one.channels.includes(channel) && one.isIn(rooms, heard));
    for (const one of meant) await until(() => framesOf(one, channel, heard).length > 0);
    await Promise.all(listeners.map(({ socket }) => socket.settle()));
    const reached = listeners.filter((one) => framesOf(one, channel, heard).length > 0);
    expect(reached.map((one) => one.name)).toEqual(meant.map((one) => one.name));
  }
}

/** Has something happen, and waits until it is told over the sockets: what was said before has come by then. */
async function tellSomethingNew(): Promise<void> {
  const { payload } = await scene.ear.first("job:completed");
  const known = new Set(scene.ear.heard.map(({ id }) => id));
  await scene.user.post(`/api/jobs/${String(payload["job_id"])}/status`, { note: `After ${known.size} others` });
  const heard = await until(() => scene.ear.heard.find(({ name, id }) => name === "job:noted" && !known.has(id)));
  for (const one of listeners.filter(({ isIn }) => isIn(["monitoring", "owner"], heard))) {
    await until(() => framesOf(one, "job_status", heard).length > 0);
  }
}

/** Events that somebody was told more than once on a channel. */
function toldTwice(): string[] {
  return listeners.flatMap(({ name, socket }) => {
    const frames = socket.of("event").filter(({ id }) => id !== null);
    const byEvent = Object.groupBy(frames, ({ id, channel }) => `${id} ${channel}`);
    return Object.values(byEvent).flatMap((same = []) =>
      same.slice(1).map(({ type, channel }) => `${name}: ${type} on ${channel}`),
    );
  });
}

async function jobsOf({ admin }: Scene): Promise<Snapshot["jobs"]> {
  return (await admin.get<Snapshot>("/api/admin/ssot")).body.data.jobs;
}
