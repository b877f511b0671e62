import type { HubFrame } from "@agentos/contracts/realtime/frames";

export type LiveEvent = Extract<HubFrame, { op: "event" }>;

/** Events that are remembered; a repeat comes within seconds, as does what was overtaken. */
const remembered = 5000;

/**
 * Lets each event through once, and none that is older than what has been seen of its entity. The same event comes by several
 * channels, and again after a reconnection of the hub; a late one must not undo a newer one.
 */
export class EventSieve {
  readonly #seen = new Set<string>();
  readonly #versions = new Map<string, number>();

  passes({ id, type, entity_id: entityId, version }: LiveEvent): boolean {
    if (id !== null) {
      if (this.#seen.has(id)) return false;
      this.#seen.add(id);
      dropOldest(this.#seen);
    }
    if (entityId === null || version === null) return true;
    // Ids of different kinds of things may be alike: a queue and an agent are both called by their stage.
    const entity = `${type.split(":", 1)[0]} ${entityId}`;
    if (version < (this.#versions.get(entity) ?? version)) return false;
    this.#versions.delete(entity);
    this.#versions.set(entity, version);
    dropOldest(this.#versions);
    return true;
  }
}

/** Both keep the order in which things were put in. */
function dropOldest(kept: Set<string> | Map<string, number>): void {
  if (kept.size <= remembered) return;
  const oldest = kept.keys().next().value;
  if (oldest !== undefined) kept.delete(oldest);
}
