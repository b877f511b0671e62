import type { Access } from "@agentos/access-kit/access";
import { AppError } from "@agentos/contracts/errors";
import { closeCodes, socketLimits, subprotocol } from "@agentos/contracts/realtime/frames";
import { toAppError } from "@agentos/service-kit/http/errors";
import { rawAnswer } from "@agentos/service-kit/http/raw-answer";
import type { Networks } from "@agentos/service-kit/http/networks";
import type { Logger } from "@agentos/service-kit/logger";
import { parseTraceparent, runInTrace } from "@agentos/service-kit/trace";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocketServer, type ServerOptions, type WebSocket } from "ws";
import type { createClientOf } from "./client-of.ts";
import type { DropReason } from "./hub-metrics.ts";
import type { Pass } from "./hub-socket.ts";
import { admitsOrigin } from "./origins.ts";
import { readProtocols } from "./protocols.ts";
import type { Seats } from "./seats.ts";

export type DoorkeeperOptions = {
  access: Access;
  adminNetworks: Networks;
  origins: readonly string[];
  clientOf: ReturnType<typeof createClientOf>;
  seats: Seats;
  /** Sockets that this hub bears. */
  capacity: number;
  log: Logger;
  onDrop(reason: DropReason): void;
  onSocket(ws: WebSocket, wire: Duplex, pass: Pass): void;
};

const paths = new Set(["/", "/ws"]);
/** Milliseconds that the other side has to answer a goodbye. */
const closeTimeout = 2000;
const emptyCheckMs = 20;
/** `closeTimeout` is younger than the types of the library. */
const serverOptions = {
  noServer: true,
  clientTracking: false,
  maxPayload: socketLimits.messageBytes,
  // Frames are encoded once for all who get them, which a compression with a state for each of them would undo.
  perMessageDeflate: false,
  handleProtocols: () => subprotocol,
  closeTimeout,
} as ServerOptions;

/**
 * Lets sockets in. What a browser shows its page nothing of, as the status of a refused handshake, is said only to whom it
 * concerns: a foreign page, a client of another protocol. A client with a token that is worth nothing, or with too many sockets,
 * is let in and told so by the code of the close.
 */
export class Doorkeeper {
  readonly #options: DoorkeeperOptions;
  readonly #server = new WebSocketServer(serverOptions);
  readonly #wires = new Set<Duplex>();

  constructor(options: DoorkeeperOptions) {
    this.#options = options;
  }

  /** Connections, also those that are not let in yet. */
  get connections(): number {
    return this.#wires.size;
  }

  /** For the `upgrade` event of an HTTP server. */
  readonly upgrade = (request: IncomingMessage, wire: Duplex, head: Buffer): void => {
    this.#wires.add(wire);
    wire.once("close", () => this.#wires.delete(wire));
    const ignore = (): void => undefined;
    // Until it is a socket, nobody else hears that the other side has gone.
    wire.on("error", ignore);
    const parent = request.headers["traceparent"];
    runInTrace(parseTraceparent(typeof parent === "string" ? parent : undefined), () =>
      this.#letIn(request, wire, head).catch((error: unknown) => this.#refuse(wire, error)),
    );
  };

  /** Waits until all have gone, but no longer than that many milliseconds. */
  async untilEmpty(ms: number): Promise<void> {
    const end = performance.now() + ms;
    while (this.connections > 0 && performance.now() < end) await sleep(emptyCheckMs);
  }

  /** Hangs up on everybody who is still there. */
  close(): void {
    for (const wire of this.#wires) wire.destroy();
  }

  async #letIn(request: IncomingMessage, wire: Duplex, head: Buffer): Promise<void> {
    const { adminNetworks, onSocket, seats } = this.#options;
    const { address, token } = await this.#requireOurs(request);
    // Who has gone meanwhile would never give the seat back.
    if (wire.destroyed) return;
    const seat = seats.take(address);
    wire.once("close", () => seat?.());
    const verified = seat && (await this.#verify(token));
    this.#server.handleUpgrade(request, wire, head, (ws) => {
      // Whatever the library has against what it gets, it closes the socket with the right code itself.
      ws.on("error", (error) => this.#options.onDrop(isTooBig(error) ? "too_big" : "malformed"));
      if (!verified) return this.#sendAway(ws, "tooManySockets", "RATE_LIMITED", "too_many_sockets");
      if (verified instanceof AppError) return this.#sendAway(ws, "unauthenticated", verified.code, "token");
      const { caller, expiresAt } = verified;
      const fromAdminNetwork = adminNetworks.includes(address);
      onSocket(ws, wire, {
        token,
        expiresAt,
        standing: { userId: caller.userId, role: caller.role, fromAdminNetwork },
      });
    });
  }

  /** Errors: what a client that is one of ours would not have done; SERVICE_UNAVAILABLE where there are enough. */
  async #requireOurs(request: IncomingMessage): Promise<{ address: string | undefined; token: string }> {
    const { clientOf, origins, capacity, onDrop } = this.#options;
    const stop = (reason: DropReason, error: AppError): never => {
      onDrop(reason);
      throw error;
    };
    const { pathname } = URL.parse(request.url ?? "", "http://hub") ?? {};
    if (!paths.has(pathname ?? "")) stop("protocol", new AppError("NOT_FOUND", "Sockets are opened at /ws."));
    if (this.connections > capacity)
      stop("full", new AppError("SERVICE_UNAVAILABLE", undefined, { retryAfterSeconds: 5 }));
    const { address, host } = await clientOf(request);
    if (!admitsOrigin(request.headers, origins, host)) {
      stop("origin", new AppError("FORBIDDEN", "Pages of this origin may not open sockets here."));
    }
    const { ours, token } = readProtocols(request.headers["sec-websocket-protocol"]);
    if (!ours) stop("protocol", new AppError("VALIDATION_ERROR", `Sockets here speak the subprotocol ${subprotocol}.`));
    return token === undefined ? stop("token", new AppError("UNAUTHENTICATED")) : { address, token };
  }

  /** The token's holder, or why it is worth nothing. Errors: SERVICE_UNAVAILABLE while that cannot be said. */
  async #verify(token: string): Promise<Awaited<ReturnType<Access["verifier"]["verifyUntil"]>> | AppError> {
    try {
      return await this.#options.access.verifier.verifyUntil(token);
    } catch (error) {
      if (error instanceof AppError && error.status === 401) return error;
      throw error;
    }
  }

  /** Answers as over HTTP, and hangs up. */
  #refuse(wire: Duplex, thrown: unknown): void {
    const error = toAppError(thrown);
    if (error.status >= 500) this.#options.log.warn({ err: error.cause ?? error }, "a socket was not let in");
    if (wire.writable) wire.end(rawAnswer(error), () => wire.destroy());
  }

  #sendAway(ws: WebSocket, code: keyof typeof closeCodes, text: string, reason: DropReason): void {
    this.#options.onDrop(reason);
    ws.close(closeCodes[code], text);
  }
}

function isTooBig(error: Error): boolean {
  return "code" in error && error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";
}
