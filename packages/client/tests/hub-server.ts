import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ChannelName } from "@agentos/contracts/realtime/channels";
import { clientFrame, subprotocol, type HubFrame } from "@agentos/contracts/realtime/frames";
import type { z } from "zod";
import { WebSocket, WebSocketServer } from "ws";

type Heard = z.output<typeof clientFrame>;

/** A hub over real sockets that says what a test tells it to. */
export class HubServer {
  /** Tokens of the connections, in their order. */
  readonly tokens: string[] = [];
  readonly heard: Heard[] = [];
  readonly sockets = new Set<WebSocket>();
  heartbeatSeconds = 30;
  /** Whether it hears what happens. */
  live = true;
  place: { epoch: string; version: number } | undefined;
  /** The code that a connection with this token is closed with. */
  judge: (token: string) => number | undefined = () => undefined;
  /** What is answered to a subscription, after `subscribed`. */
  onSubscribe: (frame: Heard & { op: "subscribe" }, send: (frame: HubFrame) => void) => void = () => undefined;
  answersPings = true;
  /** Channels that are for nobody. */
  refused = new Set<string>();
  readonly #server = createServer();
  readonly #hub = new WebSocketServer({ server: this.#server, path: "/ws", handleProtocols: () => subprotocol });

  async listen(port = 0): Promise<this> {
    this.#hub.on("connection", (socket, request) => {
      const token = /bearer\.([^,\s]+)/.exec(request.headers["sec-websocket-protocol"] ?? "")?.[1] ?? "";
      this.#welcome(socket, token);
    });
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  tell(frame: HubFrame): void {
    for (const socket of this.sockets) socket.send(JSON.stringify(frame));
  }

  closeAll(code: number): void {
    for (const socket of this.sockets) socket.close(code);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    await new Promise((resolve) => this.#hub.close(resolve));
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #welcome(socket: WebSocket, token: string): void {
    this.tokens.push(token);
    const code = this.judge(token);
    if (code !== undefined) return socket.close(code);
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
    const send = (frame: HubFrame): void => socket.send(JSON.stringify(frame));
    const { epoch = null, version = null } = this.place ?? {};
    const common = { session: `s${this.tokens.length}`, heartbeat_seconds: this.heartbeatSeconds, live: this.live };
    send({ op: "hello", ...common, epoch, version, expires_at: new Date(Date.now() + 900_000).toISOString() });
    socket.on("message", (data) => this.#answer(clientFrame.parse(JSON.parse(String(data))), send));
  }

  #answer(frame: Heard, send: (frame: HubFrame) => void): void {
    this.heard.push(frame);
    if (frame.op === "ping" && this.answersPings) send({ op: "pong" });
    if (frame.op !== "subscribe") return;
    const [refused, channels] = [frame.channels.filter((name) => this.refused.has(name)), frame.channels];
    send({
      op: "subscribed",
      channels: channels.filter((name) => !this.refused.has(name)) as ChannelName[],
      refused: refused.map((channel) => ({ channel, error_code: "FORBIDDEN", error: "Not for you." })),
    });
    this.onSubscribe(frame, send);
  }
}
