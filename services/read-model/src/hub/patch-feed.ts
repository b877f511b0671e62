import type { snapshotPatches } from "@agentos/contracts/messages/read-model";
import type { HubFrame } from "@agentos/contracts/realtime/frames";
import type { z } from "zod";
import { encodeFrame } from "./hub-frame.ts";
import { PatchRing } from "./patch-ring.ts";

export type Place = { epoch: string; version: number };
type Patches = z.output<typeof snapshotPatches.payload>;
type ResyncReason = Extract<HubFrame, { op: "resync" }>["reason"];

export type PatchFeedOptions = {
  /** Gets each patch, encoded. */
  onPatch(frame: Buffer): void;
  /** Patches were missed: whoever applies them cannot go on. */
  onLoss(reason: ResyncReason): void;
};

/**
 * Follows the builder of the snapshot: passes its patches on in order, keeps the latest, and notices when some have not come.
 * The builder says everything over one connection, so that a heartbeat of a version comes after the patches that lead to it.
 */
export class PatchFeed {
  readonly #options: PatchFeedOptions;
  readonly #ring = new PatchRing();
  #place: Place | undefined;

  constructor(options: PatchFeedOptions) {
    this.#options = options;
  }

  /** The version that whoever has applied all patches holds; undefined before the builder was heard. */
  get place(): Place | undefined {
    return this.#place;
  }

  /** Takes patches. Those of an earlier builder, or that were heard already, count for nothing. */
  take({ epoch, patches }: Patches): void {
    for (const patch of patches) {
      if (this.#knows({ epoch, version: patch.to })) continue;
      this.#moveTo({ epoch, version: patch.from });
      const frame = encodeFrame({ op: "patch", epoch, ...patch });
      this.#place = { epoch, version: patch.to };
      this.#ring.push({ from: patch.from, to: patch.to, frame });
      this.#options.onPatch(frame);
    }
  }

  /** Takes the builder's word for which version holds. */
  hear(place: Place): void {
    if (!this.#knows(place)) this.#moveTo(place);
  }

  /** What a client at a place has missed, or why it has to read the snapshot anew. */
  since(client: Place): Buffer[] | ResyncReason {
    // Nobody can say yet; as soon as the builder is heard, everybody is told.
    if (!this.#place) return [];
    if (client.epoch !== this.#place.epoch) return this.#isBehind(client) ? [] : "epoch";
    // A client that has read a version that is not here yet gets the patches when they come.
    if (client.version >= this.#place.version) return [];
    return this.#ring.after(client.version) ?? "too_old";
  }

  /** Whether this hub has yet to hear of the builder that the client has read of. */
  #isBehind(client: Place): boolean {
    return this.#place !== undefined && client.epoch > this.#place.epoch;
  }

  #knows({ epoch, version }: Place): boolean {
    if (!this.#place) return false;
    return epoch === this.#place.epoch ? version <= this.#place.version : epoch < this.#place.epoch;
  }

  /** Goes to the place that the next patch starts from. */
  #moveTo(place: Place): void {
    const was = this.#place;
    if (was?.epoch === place.epoch && was.version === place.version) return;
    this.#place = place;
    this.#ring.clear();
    this.#options.onLoss(was?.epoch === place.epoch ? "gap" : was ? "epoch" : "reconnected");
  }
}
