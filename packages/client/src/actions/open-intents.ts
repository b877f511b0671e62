import { z } from "zod";
import type { KeyValue } from "../key-value.ts";

const intent = z.object({
  /** The idempotency key: made once, and never for anything else. */
  key: z.string(),
  action: z.string(),
  payload: z.record(z.string(), z.unknown()),
  reason: z.string().optional(),
  /** Known once it has been taken on. */
  actionId: z.string().optional(),
  /** Milliseconds since 1970. */
  begunAt: z.number(),
});
/** Something that a person wants done, once. */
export type Intent = z.infer<typeof intent>;

/** A key counts for an hour; what is older can neither be asked about nor sent again under it. */
export const keyLivesMs = 3_600_000;

/**
 * What was wanted and has not ended, remembered so that it can be followed after a reload: all under one key, that of the
 * person who wanted it. It holds payloads and reasons: a store that is the person's own, and ends with the session, is best.
 */
export class OpenIntents {
  readonly #store: KeyValue;
  readonly #key: string;

  constructor(store: KeyValue, owner: string) {
    this.#store = store;
    this.#key = `agentos.intents.${owner}`;
  }

  /** Oldest first. */
  list(now: number = Date.now()): Intent[] {
    const text = this.#store.getItem(this.#key);
    if (text === null) return [];
    try {
      const kept = z.array(intent).parse(JSON.parse(text));
      return kept.filter(({ begunAt }) => now - begunAt < keyLivesMs).toSorted((a, b) => a.begunAt - b.begunAt);
    } catch {
      // Written by another version, which has followed it for as long as it could.
      return [];
    }
  }

  save(changed: Intent): void {
    this.#write([...this.list().filter(({ key }) => key !== changed.key), changed]);
  }

  forget(key: string): void {
    this.#write(this.list().filter((kept) => kept.key !== key));
  }

  #write(intents: Intent[]): void {
    if (intents.length === 0) this.#store.removeItem(this.#key);
    else this.#store.setItem(this.#key, JSON.stringify(intents));
  }
}
