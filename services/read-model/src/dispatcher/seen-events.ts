import { LRUCache } from "lru-cache";

/** What an event is told apart by. `at` is when it happened, RFC 3339. */
export type EventStamp = { id: string; entity: string; entityId: string; version: number; at: string };

/** `new`: to be told. The others change nothing: heard before, of a version that is past, or of so long ago that it is no news. */
export type Judgement = "new" | "repeated" | "overtaken" | "old";

type Latest = { version: number; ids: string[] };

const remembered = 20_000;
/**
 * A stream that was lost is filled again with the events of a week: they are history, not news. What they have made old is long
 * built anew, and whoever has been cut off for longer than that reads everything again.
 */
const newsMs = 120_000;

/**
 * Remembers of each entity the latest version that was told, and the events that told of it: however often and in whatever order
 * events are delivered, each is new once at the most. Bounded: what is forgotten last is what was told last.
 */
export class SeenEvents {
  readonly #latest: LRUCache<string, Latest>;

  constructor(size = remembered) {
    this.#latest = new LRUCache({ max: size });
  }

  /** Judges an event, and remembers it if it is new. `now` in milliseconds since the epoch. */
  judge({ id, entity, entityId, version, at }: EventStamp, now = Date.now()): Judgement {
    if (now - Date.parse(at) > newsMs) return "old";
    const key = `${entity} ${entityId}`;
    const latest = this.#latest.get(key);
    if (latest && version < latest.version) return "overtaken";
    if (latest && version === latest.version) {
      if (latest.ids.includes(id)) return "repeated";
      // One change may be told by several events.
      latest.ids.push(id);
      return "new";
    }
    this.#latest.set(key, { version, ids: [id] });
    return "new";
  }
}
