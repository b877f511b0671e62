import { account, type Account, type Session } from "@agentos/contracts/api/auth";
import { z } from "zod";
import { abortable } from "./backoff.ts";
import { ApiError } from "./api-error.ts";
import type { KeyValue } from "./key-value.ts";
import { createLoneLink, type TabLink } from "./tab-link.ts";

/** `expired`: there was a session and the server does not continue it; the person has to sign in again. */
export type SessionState =
  | { status: "signed-out" }
  | { status: "signed-in"; user: Account }
  | { status: "expired"; user: Account; why: string };

/** Exchanges a refresh token for a new session; rejects with an ApiError of status 401 when it is refused. */
export type Exchange = (refreshToken: string) => Promise<Session>;

export type SessionTokensOptions = {
  store: KeyValue;
  /** Name under which the session is stored. */
  key?: string;
  tabs?: TabLink;
  /** Calls made after the session has expired wait until somebody has signed in again, instead of failing. */
  waitForSignIn?: boolean;
};

const stored = z.object({ refresh_token: z.string(), user: account });
const message = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("renewed"), access: z.string(), expiresAt: z.number(), user: account }),
  z.object({ kind: z.literal("ended") }),
  z.object({ kind: z.literal("expired"), why: z.string() }),
]);

/** An access token this close to its end is renewed before it is used. */
const marginMs = 20_000;

/**
 * The tokens of one session. The access token stays in memory, the refresh token in the store. A refresh token works once
 * only, so at most one exchange is under way: among concurrent calls, and among tabs.
 */
export class SessionTokens {
  #state: SessionState = { status: "signed-out" };
  #access: { token: string; expiresAt: number } | undefined;
  #renewal: Promise<string> | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #options: Required<SessionTokensOptions>;

  constructor(options: SessionTokensOptions) {
    this.#options = { key: "agentos.session", tabs: createLoneLink(), waitForSignIn: false, ...options };
    const kept = this.#read();
    if (kept) this.#state = { status: "signed-in", user: kept.user };
    this.#options.tabs.listen((heard) => this.#hear(heard));
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Calls the listener after each change of state; returns how to stop that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes over a session that a sign-in gave. */
  begin(session: Session): void {
    const expiresAt = Date.now() + session.expires_in * 1000;
    const keep = { refresh_token: session.refresh_token, user: session.user };
    this.#options.store.setItem(this.#options.key, JSON.stringify(keep));
    this.#access = { token: session.access_token, expiresAt };
    this.#options.tabs.tell({ kind: "renewed", access: session.access_token, expiresAt, user: session.user });
    this.#become({ status: "signed-in", user: session.user });
  }

  /** Forgets the session, here and in the other tabs; returns the refresh token, so that the server can end it too. */
  end(): string | undefined {
    const kept = this.#read();
    this.#options.store.removeItem(this.#options.key);
    this.#access = undefined;
    this.#options.tabs.tell({ kind: "ended" });
    this.#become({ status: "signed-out" });
    return kept?.refresh_token;
  }

  /**
   * An access token that the API has not refused: the one at hand, or a new one. `refused` is one that it did refuse.
   * Errors: ApiError UNAUTHENTICATED without a session, the exchange's own otherwise.
   */
  async token(exchange: Exchange, options: { refused?: string; signal?: AbortSignal } = {}): Promise<string> {
    for (;;) {
      const usable = this.#usable(options.refused);
      if (usable !== undefined) return usable;
      const { state } = this;
      if (state.status === "signed-out") throw new ApiError("UNAUTHENTICATED", undefined, { status: 401 });
      if (state.status === "expired") {
        if (!this.#options.waitForSignIn) throw new ApiError("TOKEN_EXPIRED", state.why, { status: 401 });
        await this.#change(options.signal);
        continue;
      }
      try {
        return await abortable(this.#renewOnce(exchange, options.refused), options.signal);
      } catch (error) {
        // The next round says what an expired session means here: to wait, or to fail.
        if (this.state.status === "signed-in") throw error;
      }
    }
  }

  close(): void {
    this.#options.tabs.close();
    this.#listeners.clear();
  }

  #usable(refused: string | undefined): string | undefined {
    const access = this.#access;
    if (this.#state.status !== "signed-in" || !access || access.token === refused) return undefined;
    return access.expiresAt - Date.now() > marginMs ? access.token : undefined;
  }

  #renewOnce(exchange: Exchange, refused: string | undefined): Promise<string> {
    this.#renewal ??= this.#options.tabs
      .exclusively(() => this.#renew(exchange, refused))
      .finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #renew(exchange: Exchange, refused: string | undefined): Promise<string> {
    // While this tab waited for its turn, another may have renewed already.
    const usable = this.#usable(refused);
    if (usable !== undefined) return usable;
    const kept = this.#read();
    if (!kept) {
      this.#become({ status: "signed-out" });
      throw new ApiError("UNAUTHENTICATED", undefined, { status: 401 });
    }
    try {
      const session = await exchange(kept.refresh_token);
      this.begin(session);
      return session.access_token;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.#expire(kept.user, error.message);
      throw error;
    }
  }

  #expire(user: Account, why: string): void {
    this.#options.store.removeItem(this.#options.key);
    this.#access = undefined;
    this.#options.tabs.tell({ kind: "expired", why });
    this.#become({ status: "expired", user, why });
  }

  #hear(heard: unknown): void {
    const told = message.safeParse(heard).data;
    if (told?.kind === "renewed") {
      this.#access = { token: told.access, expiresAt: told.expiresAt };
      this.#become({ status: "signed-in", user: told.user });
    }
    if (told?.kind === "ended") {
      this.#access = undefined;
      this.#become({ status: "signed-out" });
    }
    if (told?.kind === "expired" && this.#state.status === "signed-in") {
      this.#access = undefined;
      this.#become({ status: "expired", user: this.#state.user, why: told.why });
    }
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #change(signal: AbortSignal | undefined): Promise<void> {
    let stop = (): void => undefined;
    const changed = new Promise<void>((resolve) => (stop = this.subscribe(resolve)));
    return abortable(changed, signal).finally(() => stop());
  }

  #read(): z.infer<typeof stored> | undefined {
    const text = this.#options.store.getItem(this.#options.key);
    if (text === null) return undefined;
    try {
      return stored.parse(JSON.parse(text));
    } catch {
      // Written by another version, or by hand: it cannot be used, and is replaced at the next sign-in.
      return undefined;
    }
  }
}
