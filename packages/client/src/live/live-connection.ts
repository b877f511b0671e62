import type { HubFrame } from "@agentos/contracts/realtime/frames";
import { closeCodes } from "@agentos/contracts/realtime/frames";
import type { ApiClient } from "../api-client.ts";
import { ApiError } from "../api-error.ts";
import type { SessionTokens } from "../session-tokens.ts";
import { HubSocket } from "./hub-socket.ts";
import { liveAddress } from "./live-address.ts";
import { liveWords, type LiveState } from "./live-state.ts";
import { createPageSignals, type PageSignals } from "./page-signals.ts";
import { ReconnectSchedule } from "./reconnect-schedule.ts";
import { Subscriptions, type Subscription } from "./subscriptions.ts";

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

const timerNames = ["retry", "grace", "rest"] as const;
type TimerName = (typeof timerNames)[number];

/** A connection that stood for so long was accepted, and its token good then. */
const acceptedMs = 10_000;
/** Where nobody may from here, that may change, but not soon. */
const forbiddenMs = 300_000;
/** Milliseconds without a connection before people are told of it: a renewed token or a hub's restart takes less. */
const graceMs = 3000;

/**
 * The live connection: one socket to the hub, opened again and again for as long as it runs, for all who want to be told.
 * It works in browsers and in Node. `stop` ends it; it may be started again.
 */
export class LiveConnection {
  #state: LiveState = { status: "connecting" };
  #socket: HubSocket | undefined;
  #liveSince: number | undefined;
  #heardAt: number | undefined;
  #refusedToken: string | undefined;
  /** A try; another one begins when it is over, and what an older one still says counts for nothing. */
  #attempt: AbortController | undefined;
  #running: (() => void)[] = [];
  readonly #timers: Partial<Record<TimerName, ReturnType<typeof setTimeout>>> = {};
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
    if (this.#liveSince !== undefined) {
      const frame = this.#subscriptions.frameFor(entry);
      if (frame) this.#socket?.send(frame);
      else queueMicrotask(() => this.#subscriptions.confirm());
    }
    return () => {
      const frame = this.#subscriptions.remove(entry);
      if (frame && this.#liveSince !== undefined) this.#socket?.send(frame);
    };
  }

  start(): void {
    if (this.#running.length > 0) return;
    this.#running = [
      this.#options.tokens.subscribe(() => this.#sessionChanged()),
      this.#signals.listen({
        wake: () => this.#wake(),
        hide: () => this.#hidden(),
        doubt: () => this.#socket?.probe(),
      }),
    ];
    if (!this.#signals.visible()) this.#hidden();
    this.#connect();
  }

  /** Closes the socket; who follows is kept for the next start. */
  stop(): void {
    for (const stop of this.#running.splice(0)) stop();
    this.#letGo();
    for (const name of timerNames) this.#clear(name);
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
      else this.#set("retry", this.#schedule.next(), () => this.#connect());
    });
  }

  async #open(signal: AbortSignal): Promise<void> {
    const refused = this.#refusedToken;
    const token = await this.#options.client.accessToken({ signal, ...(refused === undefined ? {} : { refused }) });
    signal.throwIfAborted();
    this.#socket = new HubSocket({
      url: liveAddress(this.#options.baseUrl),
      token,
      onFrame: (frame) => this.#hear(frame),
      onClosed: (code) => !signal.aborted && this.#lost(code, token),
    });
  }

  #hear(frame: HubFrame): void {
    switch (frame.op) {
      case "hello": {
        this.#liveSince = Date.now();
        const wanted = this.#subscriptions.begin(frame);
        if (wanted) this.#socket?.send(wanted);
        return this.#become({ status: "live" });
      }
      case "subscribed":
        return this.#subscriptions.confirm(frame);
      case "event":
        return this.#subscriptions.tellEvent(frame);
      case "patch":
        return this.#subscriptions.tellPatch(frame);
      case "resync":
        return this.#subscriptions.tellResync(frame.reason);
      case "error":
      case "pong":
        return;
      default:
        frame satisfies never;
    }
  }

  #lost(code: number, token: string): void {
    const lastedMs = this.#liveSince === undefined ? 0 : Date.now() - this.#liveSince;
    if (code === closeCodes.forbidden) return this.#refuse("forbidden");
    // A fresh token is asked for at once; when that is refused as well, there is no hurry.
    const renew = code === closeCodes.unauthenticated && (this.#refusedToken === undefined || lastedMs >= acceptedMs);
    if (code === closeCodes.unauthenticated) this.#refusedToken = token;
    this.#letGo();
    this.#beginGrace();
    this.#set("retry", renew ? 0 : this.#schedule.next(lastedMs), () => this.#connect());
  }

  /** Waits for another session, or for better times. */
  #refuse(why: "session" | "forbidden"): void {
    this.#letGo();
    this.#become({ status: "refused", why, words: liveWords[why] });
    if (why === "forbidden") this.#set("retry", forbiddenMs, () => this.#connect());
  }

  /** Nobody is told of a trouble that is over in a moment; what people have been told stays until it is over. */
  #beginGrace(): void {
    const { status } = this.#state;
    if (status === "down" || (status === "refused" && this.#state.why === "forbidden")) return;
    if (status === "connecting" && this.#timers.grace !== undefined) return;
    this.#become({ status: "connecting" });
    const since = Date.now();
    this.#set("grace", graceMs, () => this.#become({ status: "down", since, words: liveWords.down }));
  }

  /** Ends the socket or the try; what is to come after it is the caller's. */
  #letGo(): void {
    this.#clear("retry");
    this.#attempt?.abort();
    this.#attempt = undefined;
    this.#heardAt = this.heardAt;
    this.#socket?.close();
    this.#socket = undefined;
    this.#liveSince = undefined;
  }

  #sessionChanged(): void {
    const signedIn = this.#options.tokens.state.status === "signed-in";
    if (!signedIn && this.#state.status !== "resting") return this.#refuse("session");
    if (signedIn && this.#state.status === "refused" && this.#state.why === "session") this.#connect();
  }

  #wake(): void {
    if (!this.#signals.visible()) return;
    this.#clear("rest");
    this.#schedule.reset();
    if (this.#liveSince !== undefined) return this.#socket?.probe();
    // A try that is under way is left alone; a pause is not.
    if (this.#attempt === undefined) this.#connect();
  }

  #hidden(): void {
    const { restAfterMs } = this.#options;
    if (restAfterMs === undefined) return;
    this.#set("rest", restAfterMs, () => {
      this.#letGo();
      this.#become({ status: "resting" });
    });
  }

  #become(state: LiveState): void {
    if (state.status !== "connecting") this.#clear("grace");
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #set(name: TimerName, ms: number, work: () => void): void {
    this.#clear(name);
    this.#timers[name] = setTimeout(work, ms);
  }

  #clear(name: TimerName): void {
    clearTimeout(this.#timers[name]);
    delete this.#timers[name];
  }
}
