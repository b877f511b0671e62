import type { Access } from "@agentos/access-kit/access";
import type { ChannelName } from "@agentos/contracts/realtime/channels";
import { AppError } from "@agentos/contracts/errors";
import { toAppError } from "@agentos/service-kit/http/errors";
import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";
import type { Told } from "../dispatcher/event-feed.ts";
import { createConversation, refusal } from "./conversation.ts";
import { encodeFrame } from "./hub-frame.ts";
import type { HubMetrics } from "./hub-metrics.ts";
import { HubSocket, type Pass } from "./hub-socket.ts";
import { PatchFeed, type Place } from "./patch-feed.ts";
import { Rooms } from "./rooms.ts";
import { refusalOf, type Standing } from "./standing.ts";
import { tellEvent } from "./tell-event.ts";

export type HubOptions = {
  access: Access;
  metrics: HubMetrics;
  heartbeatSeconds: number;
  /** Whether what happens is heard here. */
  isLive(): boolean;
};

type Frame = Parameters<typeof encodeFrame>[0];

/** The sockets of this instance, and what they are told. It knows nothing that is not lost with them. */
export class Hub {
  readonly patches: PatchFeed;
  readonly #options: HubOptions;
  readonly #rooms = new Rooms<HubSocket>();
  readonly #sockets = new Set<HubSocket>();
  readonly #byUser = new Map<string, Set<HubSocket>>();
  readonly #converse = createConversation(this);

  constructor(options: HubOptions) {
    this.#options = options;
    this.patches = new PatchFeed({
      onPatch: (frame) => this.#tell("snapshot", ["monitoring"], () => frame),
      onLoss: (reason) => this.#tell("snapshot", ["monitoring"], () => encodeFrame({ op: "resync", reason })),
    });
  }

  get size(): number {
    return this.#sockets.size;
  }

  /** Takes in a socket that was let in, and greets it. */
  add(ws: WebSocket, wire: Duplex, pass: Pass): void {
    const { metrics, heartbeatSeconds, isLive } = this.#options;
    const socket = new HubSocket({ ws, wire, pass, onDrop: metrics.countDrop });
    this.#sockets.add(socket);
    this.#usersSockets(pass.standing.userId).add(socket);
    ws.on("close", () => this.#remove(socket));
    ws.on("message", (data, isBinary) => this.#hear(socket, data, isBinary));
    // An answer costs as much as a message does.
    ws.on("ping", () => this.#mayGoOn(socket));
    const place = this.patches.place;
    socket.say({
      op: "hello",
      session: socket.session,
      epoch: place?.epoch ?? null,
      version: place?.version ?? null,
      heartbeat_seconds: heartbeatSeconds,
      live: isLive(),
      expires_at: new Date(pass.expiresAt * 1000).toISOString(),
    });
    // What has become of the account between the look at its token and now.
    void this.#review(socket);
  }

  tellEvent(told: Told): void {
    tellEvent(told, (channel, rooms, frame) => this.#tell(channel, rooms, frame));
  }

  tellAll(frame: Frame): void {
    const encoded = encodeFrame(frame);
    for (const socket of this.#sockets) socket.send(encoded);
  }

  /** Looks anew at what an account may see; at everybody's where it is undefined. */
  review(userId: string | undefined): void {
    const sockets = userId === undefined ? this.#sockets : (this.#byUser.get(userId) ?? []);
    for (const socket of sockets) void this.#review(socket);
  }

  /** Asks every socket whether it lives. */
  beat(): void {
    for (const socket of this.#sockets) socket.beat();
  }

  goAway(): void {
    for (const socket of this.#sockets) socket.close("goingAway", "the hub stops");
  }

  setChannels(socket: HubSocket, channels: ReadonlySet<ChannelName>): void {
    if (this.#sockets.has(socket)) this.#rooms.move(socket, () => socket.change({ channels }));
  }

  catchUp(socket: HubSocket, place: Place): void {
    const missed = this.patches.since(place);
    if (typeof missed === "string") socket.say({ op: "resync", reason: missed });
    else for (const frame of missed) socket.send(frame);
  }

  async renew(socket: HubSocket, token: string): Promise<void> {
    const { caller, expiresAt } = await this.#options.access.verifier.verifyUntil(token);
    const { standing } = socket.pass;
    if (caller.userId !== standing.userId) throw new AppError("FORBIDDEN", "This token is another account's.");
    this.#setPass(socket, { token, expiresAt, standing: { ...standing, role: caller.role } });
  }

  #tell(channel: ChannelName, rooms: readonly string[], make: () => Buffer): void {
    let frame: Buffer | undefined;
    let count = 0;
    this.#rooms.each(channel, rooms, (socket) => {
      frame ??= make();
      socket.send(frame);
      count += 1;
    });
    if (count > 0) this.#options.metrics.countFrames(channel, count);
  }

  #hear(socket: HubSocket, data: RawData, isBinary: boolean): void {
    if (!this.#mayGoOn(socket)) return;
    // As one text, whatever the library hands over; bytes are no frame of ours, and are told so.
    void this.#converse(socket, isBinary || !Buffer.isBuffer(data) ? "" : data.toString());
  }

  #mayGoOn(socket: HubSocket): boolean {
    const may = socket.budget.take();
    if (!may) socket.close("flood", "RATE_LIMITED", "flood");
    return may;
  }

  /** Looks anew at what a socket may see; while that cannot be said, as when identity is away, it goes on as before. */
  async #review(socket: HubSocket): Promise<void> {
    const { token, expiresAt, standing } = socket.pass;
    const judged = await this.#options.access.verifier.verify(token).catch((error: unknown) => toAppError(error));
    // A fresh token has come meanwhile, and was judged itself.
    if (socket.pass.token !== token) return;
    if (!(judged instanceof AppError)) {
      const { role } = judged;
      if (role !== standing.role) this.#setPass(socket, { token, expiresAt, standing: { ...standing, role } });
    } else if (judged.status === 401) socket.close("unauthenticated", judged.code, "token");
  }

  #setPass(socket: HubSocket, pass: Pass): void {
    if (!this.#sockets.has(socket)) return;
    const lost = [...socket.channels].flatMap((channel) => lossOf(channel, pass.standing));
    const gone = new Set<string>(lost.map(({ channel }) => channel));
    const channels = new Set([...socket.channels].filter((channel) => !gone.has(channel)));
    this.#rooms.move(socket, () => socket.change({ pass, channels }));
    if (lost.length > 0) socket.say({ op: "subscribed", channels: [...channels], refused: lost });
  }

  #remove(socket: HubSocket): void {
    const { userId } = socket.pass.standing;
    this.#rooms.remove(socket);
    this.#sockets.delete(socket);
    const others = this.#usersSockets(userId);
    others.delete(socket);
    if (others.size === 0) this.#byUser.delete(userId);
  }

  #usersSockets(userId: string): Set<HubSocket> {
    const known = this.#byUser.get(userId) ?? new Set();
    this.#byUser.set(userId, known);
    return known;
  }
}

function lossOf(channel: ChannelName, standing: Standing): ReturnType<typeof refusal>[] {
  const code = refusalOf(channel, standing);
  return code === undefined ? [] : [refusal(channel, code)];
}
