import { AppError } from "@agentos/contracts/errors";
import { argon2id, hash, needsRehash, verify } from "argon2";
import { randomBytes } from "node:crypto";
import pLimit from "p-limit";

export type PasswordHasherOptions = {
  /** Hashes under way at once; each takes 19 MiB and one thread of the pool. */
  concurrency: number;
  /** Requests that may wait for their turn; more are turned away. */
  waiting: number;
};

export type PasswordHasher = {
  hash(password: string): Promise<string>;
  /** Whether the password fits. Without a hash it does the same work and answers no. */
  verify(passwordHash: string | undefined, password: string): Promise<boolean>;
  /** Whether a hash was made with other costs than today's. */
  isOutdated(passwordHash: string): boolean;
};

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. */
const costs = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

/**
 * Hashes passwords with argon2id, a few at a time, so that a flood of sign-ins exhausts neither memory nor processors.
 * Errors: SERVICE_UNAVAILABLE when too many wait.
 */
export function createPasswordHasher({ concurrency, waiting }: PasswordHasherOptions): PasswordHasher {
  const limit = pLimit(concurrency);
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    if (limit.pendingCount < waiting) return limit(work);
    throw new AppError("SERVICE_UNAVAILABLE", "Too many people are signing in right now. Try again in a moment.", {
      retryAfterSeconds: 2,
    });
  };
  const make = (password: string): Promise<string> => hash(normalize(password), { type: argon2id, ...costs });
  let decoy: Promise<string> | undefined;
  return {
    hash: async (password) => inTurn(() => make(password)),
    verify: async (passwordHash, password) =>
      inTurn(async () => {
        decoy ??= make(randomBytes(32).toString("base64"));
        const fits = await verify(passwordHash ?? (await decoy), normalize(password));
        return fits && passwordHash !== undefined;
      }),
    isOutdated: (passwordHash) => needsRehash(passwordHash, costs),
  };
}

/** One password, however a keyboard composes its characters (NIST SP 800-63B 3.1.1.2). */
function normalize(password: string): string {
  return password.normalize("NFKC");
}
