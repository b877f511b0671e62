import { accessChangeSeconds, accessToken } from "@agentos/contracts/access-token";
import type { AccessChange } from "@agentos/contracts/messages/identity";
import type { Role } from "@agentos/contracts/roles";
import { AppError } from "@agentos/contracts/errors";
import { LRUCache } from "lru-cache";

/** What a good access token says that access changes bear on. */
export type TokenHolder = {
  userId: string;
  sessionId: string;
  role: Role;
  /** Seconds since the epoch. */
  issuedAt: number;
};

/** Seconds since the epoch. */
type Dated = { at: number };
type KnownUser = Dated & { role: Role | null };

const remembered = 50_000;

/**
 * What has changed since access tokens were signed: who has another role or none, and which sessions have ended. A change is
 * kept until every token of before it has expired. The book is bounded: when more changes than it holds come in that time, it
 * forgets the oldest, and then trusts no token of before them.
 */
export class AccessBook {
  readonly #users: LRUCache<string, KnownUser>;
  readonly #endedSessions: LRUCache<string, Dated>;
  readonly #listeners = new Set<(userId: string) => void>();
  #ready = false;
  /** Tokens that were issued before may be worth less than they say; seconds since the epoch. */
  #forgottenUntil = Number.NEGATIVE_INFINITY;

  constructor(size = remembered) {
    const forget = ({ at }: Dated): void => void (this.#forgottenUntil = Math.max(this.#forgottenUntil, at));
    this.#users = bounded<KnownUser>(size, forget);
    this.#endedSessions = bounded<Dated>(size, forget);
  }

  /** Whether the changes of before this start are known. */
  get ready(): boolean {
    return this.#ready;
  }

  /** From now on the book is as complete as its source. */
  open(): void {
    this.#ready = true;
  }

  /** Takes a change down; a later one of the same user replaces it. */
  note(change: AccessChange): void {
    const at = change.changed_at;
    this.#users.set(change.user_id, { role: change.role, at });
    for (const session of change.ended_sessions) this.#endedSessions.set(session, { at });
    for (const listener of this.#listeners) listener(change.user_id);
  }

  /** Calls the listener with each account whose access has changed, from now on; returns how to stop that. */
  onChange(listener: (userId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * The role that counts now.
   * Errors: TOKEN_EXPIRED where the account is disabled, the session has ended, or what became of it is forgotten;
   * SERVICE_UNAVAILABLE before the changes of before this start are known.
   */
  roleOf({ userId, sessionId, role, issuedAt }: TokenHolder): Role {
    if (!this.#ready) throw new AppError("SERVICE_UNAVAILABLE", undefined, { retryAfterSeconds: 2 });
    // Looked at without being moved to the front: what is forgotten first has to be what is oldest.
    if (this.#endedSessions.peek(sessionId)) throw new AppError("TOKEN_EXPIRED");
    const user = this.#users.peek(userId);
    if (user) {
      if (user.role === null) throw new AppError("TOKEN_EXPIRED");
      return user.role;
    }
    if (issuedAt - accessToken.toleranceSeconds <= this.#forgottenUntil) throw new AppError("TOKEN_EXPIRED");
    return role;
  }
}

function bounded<Entry extends Dated>(size: number, onForgotten: (entry: Entry) => void): LRUCache<string, Entry> {
  return new LRUCache<string, Entry>({
    max: size,
    ttl: accessChangeSeconds * 1000,
    dispose: (entry, _key, why) => {
      if (why === "evict") onForgotten(entry);
    },
  });
}
