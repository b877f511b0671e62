import type { ChannelName } from "@agentos/contracts/realtime/channels";
import { closeCodes, socketLimits, type HubFrame } from "@agentos/contracts/realtime/frames";
import { randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import { encodeFrame } from "./hub-frame.ts";
import type { DropReason } from "./hub-metrics.ts";
import { MessageBudget } from "./message-budget.ts";
import { roomsOf, type Standing } from "./standing.ts";

/** By what a socket was let in. */
export type Pass = {
  token: string;
  /** Seconds since the epoch. */
  expiresAt: number;
  standing: Standing;
};

export type HubSocketOptions = {
  ws: WebSocket;
  /** What `ws` writes to. */
  wire: Duplex;
  pass: Pass;
  onDrop(reason: DropReason): void;
};

/** A socket that was let in: what it may see, what it wants to see, and how it is told. */
export class HubSocket {
  readonly session = randomUUID();
  readonly budget = new MessageBudget(socketLimits.messagesPerMinute);
  readonly #options: HubSocketOptions;
  #pass: Pass;
  #rooms: ReadonlySet<string>;
  #channels: ReadonlySet<ChannelName> = new Set();
  #expiry: NodeJS.Timeout | undefined;
  #answered = true;
  #corked = false;

  constructor(options: HubSocketOptions) {
    this.#options = options;
    this.#pass = options.pass;
    this.#rooms = new Set(roomsOf(options.pass.standing));
    this.#awaitExpiry();
    options.ws.on("pong", () => (this.#answered = true));
    options.ws.on("close", () => clearTimeout(this.#expiry));
  }

  get pass(): Pass {
    return this.#pass;
  }

  get rooms(): ReadonlySet<string> {
    return this.#rooms;
  }

  get channels(): ReadonlySet<ChannelName> {
    return this.#channels;
  }

  /** To be called by who takes it out of the index of rooms meanwhile. */
  change({ pass = this.#pass, channels = this.#channels }: { pass?: Pass; channels?: ReadonlySet<ChannelName> }): void {
    this.#pass = pass;
    this.#rooms = new Set(roomsOf(pass.standing));
    this.#channels = channels;
    this.#awaitExpiry();
  }

  /**
   * Sends an encoded frame. A reader that does not keep up is dropped before more than its share waits for it. What is sent in
   * one go leaves in one write: `ws` itself writes without delay and uncompressed here, so nothing gets in between.
   */
  send(frame: Buffer): void {
    const { ws, wire } = this.#options;
    if (ws.readyState !== WebSocket.OPEN) return;
    if (ws.bufferedAmount + frame.length > socketLimits.bufferedBytes) return this.#drop("slow");
    if (!this.#corked) {
      this.#corked = true;
      wire.cork();
      process.nextTick(this.#uncork);
    }
    wire.write(frame);
  }

  say(frame: HubFrame): void {
    this.send(encodeFrame(frame));
  }

  /** Asks whether the other side lives; one that has not answered the last time is dropped. */
  beat(): void {
    if (!this.#answered) return this.#drop("silent");
    this.#answered = false;
    if (this.#options.ws.readyState === WebSocket.OPEN) this.#options.ws.ping();
  }

  /** Says goodbye with a code of the contract; `why` tells in the counters that it was the hub that ended it. */
  close(code: keyof typeof closeCodes, text: string, why?: DropReason): void {
    if (this.#options.ws.readyState !== WebSocket.OPEN) return;
    if (why) this.#options.onDrop(why);
    this.#options.ws.close(closeCodes[code], text);
  }

  readonly #uncork = (): void => {
    this.#corked = false;
    this.#options.wire.uncork();
  };

  /** Nothing that is said would arrive: the connection is cut. */
  #drop(reason: DropReason): void {
    this.#options.onDrop(reason);
    this.#options.ws.terminate();
  }

  #awaitExpiry(): void {
    clearTimeout(this.#expiry);
    const left = this.#pass.expiresAt * 1000 - Date.now();
    this.#expiry = setTimeout(() => this.close("unauthenticated", "TOKEN_EXPIRED", "token"), Math.max(0, left));
  }
}
