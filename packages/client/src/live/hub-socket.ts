import {
  hubFrame,
  subprotocol,
  tokenProtocolPrefix,
  type ClientFrame,
  type HubFrame,
} from "@agentos/contracts/realtime/frames";

export type HubSocketOptions = {
  url: string;
  token: string;
  onFrame: (frame: HubFrame) => void;
  /** Told once, whoever has closed it; 1006 where nobody has said why. */
  onClosed: (code: number) => void;
};

/** A connection that has not said hello by then is given up. */
const helloMs = 10_000;
/** The longest time between two pings, whatever the hub would be content with: people should not look at a dead screen for long. */
const longestPeriodMs = 10_000;
/** Time for an answer, where there is reason to think that none will come. */
const probeMs = 4000;
const unknownEnd = 1006;

/**
 * One socket to the hub: frames in and out, and a heartbeat of its own, as browsers do not tell of the protocol's. Two
 * periods without a word from the hub end it.
 */
export class HubSocket {
  readonly #options: HubSocketOptions;
  readonly #socket: WebSocket;
  #periodMs = longestPeriodMs;
  #pings: ReturnType<typeof setInterval> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #heardAt: number | undefined;

  constructor(options: HubSocketOptions) {
    this.#options = options;
    this.#socket = new WebSocket(options.url, [subprotocol, `${tokenProtocolPrefix}${options.token}`]);
    this.#socket.addEventListener("message", (event) => this.#hear((event as { data?: unknown }).data));
    this.#socket.addEventListener("close", (event) => this.#end((event as { code: number }).code));
    // What it tells is nothing, and a close follows.
    this.#socket.addEventListener("error", () => undefined);
    this.#expectWithin(helloMs);
  }

  /** When the hub last said anything, in milliseconds since 1970. */
  get heardAt(): number | undefined {
    return this.#heardAt;
  }

  send(frame: ClientFrame): void {
    if (!this.#closed && this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /** Finds out soon whether there is still somebody. */
  probe(): void {
    if (this.#closed || this.#pings === undefined) return;
    this.send({ op: "ping" });
    this.#expectWithin(probeMs);
  }

  close(): void {
    this.#end(1000);
  }

  #hear(data: unknown): void {
    if (this.#closed) return;
    this.#heardAt = Date.now();
    if (this.#pings !== undefined) this.#expectWithin(2 * this.#periodMs);
    const frame = readFrame(data);
    if (!frame) return;
    if (frame.op === "hello") this.#beat(frame.heartbeat_seconds * 1000);
    this.#options.onFrame(frame);
  }

  #beat(heartbeatMs: number): void {
    this.#periodMs = Math.min(heartbeatMs, longestPeriodMs);
    clearInterval(this.#pings);
    this.#pings = setInterval(() => this.send({ op: "ping" }), this.#periodMs);
    this.#expectWithin(2 * this.#periodMs);
  }

  #expectWithin(ms: number): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#end(unknownEnd), ms);
  }

  #end(code: number): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#pings);
    clearTimeout(this.#deadline);
    // The other side may never answer to a close: whoever waits is told now.
    this.#socket.close();
    this.#options.onClosed(code);
  }
}

/** What a newer hub says and this client does not know is passed over. */
function readFrame(data: unknown): HubFrame | undefined {
  if (typeof data !== "string") return undefined;
  try {
    return hubFrame.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}
