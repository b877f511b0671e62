import { closeCodes, type HubFrame } from "@agentos/contracts/realtime/frames";
import type { ApiClient } from "../api-client.ts";
import { ApiError } from "../api-error.ts";
import type { SessionTokens } from "../session-tokens.ts";
import { HubSocket } from "./hub-socket.ts";
import { liveAddress } from "./live-address.ts";
import { liveWords, type LiveState, type Refusal } from "./live-state.ts";
import { NamedTimers } from "./named-timers.ts";
import { createPageSignals, type PageSignals } from "./page-signals.ts";
import { ReconnectSchedule } from "./reconnect-schedule.ts";
import { Subscriptions, type Subscription } from "./subscriptions.ts";
import { TokenRenewal } from "./token-renewal.ts";

export type LiveConnectionOptions = {
  /** Where the API is; empty for the page's own origin, `ws:` for another door. */
  baseUrl: string;
  client: Pick<ApiClient, "accessToken">;
  tokens: Pick<SessionTokens, "state" | "subscribe">;
  signals?: PageSignals;
  /** Milliseconds after which a page that nobody sees lets go of its socket, as each address may have a few only. */
  restAfterMs?: number;
  random?: () => number;
};

/** Milliseconds without news before people are told of it: a hub's restart takes less. */
const graceMs = 3000;
/** A token that takes longer to renew than this comes over a line on which no socket would stand. */
const tokenMs = 15_000;
/** A connection that stood for so long was accepted, and its token good then. */
const acceptedMs = 10_000;
/** What may change by itself, and when it is tried again, in milliseconds. */
const refusals: Partial<Record<number, Exclude<Refusal, "session">>> = {
  [closeCodes.forbidden]: "forbidden",
  [closeCodes.tooManySockets]: "crowded",
};
const retryAfterMs = { forbidden: 300_000, crowded: 30_000 } as const;

/**
 * The live connection: one socket to the hub, opened again and again for as long as it runs, for all who want to be told.
 * It works in browsers and in Node. `stop` ends it; it may be started again.
 */
export class LiveConnection {
  #state: LiveState = { status: "connecting" };
  /** A try and the socket that it has led to; what an earlier one still says counts for nothing. */
  #attempt: AbortController | undefined;
  #socket: HubSocket | undefined;
  #renewal: TokenRenewal | undefined;
  /** When the hub said hello on this socket, and when it was last heard on any; milliseconds since 1970. */
  #greetedAt: number | undefined;
  #heardAt: number | undefined;
  #refusedToken: string | undefined;
  #running: (() => void)[] = [];
  readonly #timers = new NamedTimers<"retry" | "grace" | "rest">();
  readonly #listeners = new Set<() => void>();
  readonly #subscriptions = new Subscriptions();
  readonly #schedule: ReconnectSchedule;
  readonly #signals: PageSignals;
  readonly #options: LiveConnectionOptions;

  constructor(options: LiveConnectionOptions) {
    this.#options = options;
    this.#schedule = new ReconnectSchedule(options.random);
    this.#signals = options.signals ?? createPageSignals();
  }

  get state(): LiveState {
    return this.#state;
  }

  /** When the hub was last heard, in milliseconds since 1970; undefined before the first time. */
  get heardAt(): number | undefined {
    return this.#socket?.heardAt ?? this.#heardAt;
  }

  /** Calls the listener after each change of state; returns how to stop that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells of channels from now on, on this and every later socket; returns how to stop that. */
  follow(subscription: Subscription): () => void {
    const entry = this.#subscriptions.add(subscription);
    if (this.#greetedAt !== undefined) {
      const frame = this.#subscriptions.frameFor(entry);
      if (frame) this.#socket?.send(frame);
      else queueMicrotask(() => this.#subscriptions.confirm());
    }
    return () => {
      const frame = this.#subscriptions.remove(entry);
      if (frame && this.#greetedAt !== undefined) this.#socket?.send(frame);
    };
  }

  start(): void {
    if (this.#running.length > 0) return;
    const doubt = (): void => this.#socket?.probe();
    this.#running = [
      this.#options.tokens.subscribe(() => this.#sessionChanged()),
      this.#signals.listen({ wake: () => this.#wake(), hide: () => this.#hidden(), doubt }),
    ];
    if (!this.#signals.visible()) this.#hidden();
    this.#connect();
  }

  /** Closes the socket; who follows is kept for the next start. */
  stop(): void {
    for (const stop of this.#running.splice(0)) stop();
    this.#letGo();
    this.#timers.clearAll();
    this.#become({ status: "connecting" });
  }

  #connect(): void {
    this.#letGo();
    if (this.#options.tokens.state.status !== "signed-in") return this.#refuse("session");
    this.#beginGrace();
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.#open(attempt.signal).catch((error: unknown) => {
      if (attempt.signal.aborted) return;
      this.#letGo();
      if (error instanceof ApiError && error.status === 401) this.#refuse("session");
      else this.#retryIn(this.#schedule.next());
    });
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { baseUrl, client } = this.#options;
    const refused = this.#refusedToken;
    const within = AbortSignal.any([signal, AbortSignal.timeout(tokenMs)]);
    const token = await client.accessToken({ signal: within, ...(refused === undefined ? {} : { refused }) });
    signal.throwIfAborted();
    const socket = new HubSocket({
      url: liveAddress(baseUrl),
      token,
      onFrame: (frame) => this.#hear(frame),
      onClosed: (code) => !signal.aborted && this.#lost(code, token),
    });
    this.#socket = socket;
    this.#renewal = new TokenRenewal({ client, token, send: (fresh) => socket.send({ op: "renew", token: fresh }) });
  }

  #hear(frame: HubFrame): void {
    switch (frame.op) {
      case "hello": {
        this.#greetedAt = Date.now();
        this.#renewal?.endsAt(frame.expires_at);
        const wanted = this.#subscriptions.begin(frame);
        if (wanted) this.#socket?.send(wanted);
        return frame.live ? this.#become({ status: "live" }) : this.#beginGrace();
      }
      case "subscribed":
        return this.#subscriptions.confirm(frame);
      case "event":
        return this.#subscriptions.tellEvent(frame);
      case "patch":
        return this.#subscriptions.tellPatch(frame);
      case "resync":
        return this.#subscriptions.tellResync(frame.reason);
      case "status":
        return this.#hubHears(frame.live);
      case "renewed":
        return this.#renewal?.endsAt(frame.expires_at);
      case "error":
      case "pong":
        return;
      default:
        frame satisfies never;
    }
  }

  #hubHears(live: boolean): void {
    if (!live) return this.#beginGrace();
    this.#become({ status: "live" });
    this.#subscriptions.confirmAgain();
  }

  #lost(code: number, token: string): void {
    const lastedMs = this.#greetedAt === undefined ? 0 : Date.now() - this.#greetedAt;
    const refusal = refusals[code];
    if (refusal) return this.#refuse(refusal);
    const unauthenticated = code === closeCodes.unauthenticated;
    // A fresh token is asked for at once; when that is refused as well, there is no hurry.
    const renew = unauthenticated && (this.#refusedToken === undefined || lastedMs >= acceptedMs);
    if (unauthenticated) this.#refusedToken = token;
    this.#letGo();
    this.#beginGrace();
    this.#retryIn(renew ? 0 : this.#schedule.next(lastedMs));
  }

  #retryIn(ms: number): void {
    this.#timers.set("retry", ms, () => this.#connect());
  }

  /** Waits for another session, or for better times. */
  #refuse(why: Refusal): void {
    this.#letGo();
    this.#become({ status: "refused", why, words: liveWords[why] });
    if (why !== "session") this.#retryIn(retryAfterMs[why]);
  }

  /** Nobody is told of a trouble that is over in a moment; what people have been told stays until it is over. */
  #beginGrace(): void {
    const state = this.#state;
    if (state.status === "down" || (state.status === "refused" && state.why !== "session")) return;
    if (state.status === "connecting" && this.#timers.has("grace")) return;
    this.#become({ status: "connecting" });
    const since = Date.now();
    this.#timers.set("grace", graceMs, () => this.#become({ status: "down", since, words: liveWords.down }));
  }

  /** Ends the socket or the try; what is to come after it is the caller's. */
  #letGo(): void {
    this.#timers.clear("retry");
    this.#attempt?.abort();
    this.#renewal?.stop();
    this.#heardAt = this.heardAt;
    this.#socket?.close();
    this.#attempt = this.#renewal = this.#socket = this.#greetedAt = undefined;
  }

  #sessionChanged(): void {
    const signedIn = this.#options.tokens.state.status === "signed-in";
    if (!signedIn && this.#state.status !== "resting") return this.#refuse("session");
    if (this.#greetedAt !== undefined) this.#renewal?.check();
    if (signedIn && this.#state.status === "refused" && this.#state.why === "session") this.#connect();
  }

  #wake(): void {
    if (!this.#signals.visible()) return;
    this.#timers.clear("rest");
    this.#schedule.reset();
    if (this.#greetedAt !== undefined) return this.#socket?.probe();
    // A try that is under way is left alone; a pause is not.
    if (this.#attempt === undefined) this.#connect();
  }

  #hidden(): void {
    const { restAfterMs } = this.#options;
    if (restAfterMs === undefined) return;
    this.#timers.set("rest", restAfterMs, () => {
      this.#letGo();
      this.#become({ status: "resting" });
    });
  }

  #become(state: LiveState): void {
    if (state.status !== "connecting") this.#timers.clear("grace");
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
