import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import { sectionNames } from "@agentos/contracts/snapshot/section-names";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { applyPatch, type Operation } from "rfc6902";
import type { LivePatch, Place } from "./subscriptions.ts";

export type PatchedSection = SectionName | "stale";
const patchedSections: readonly PatchedSection[] = [...sectionNames, "stale"];

/** Patches that are kept for later; with more missing, the document is read anew anyway. */
const mostWaiting = 500;

/** Which of two versions is later: below zero, zero or above it. Epochs are UUIDv7, of which a later one is greater. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.epoch !== b.epoch) return a.epoch < b.epoch ? -1 : 1;
  return a.version - b.version;
}

/**
 * One copy of the snapshot: takes documents that were read and patches in whatever order they come, and is at each moment a
 * version that there was, never an older one than before. Documents are never changed in place: what is the same in two
 * versions is the same object.
 */
export class SnapshotReplica {
  #document: Snapshot | undefined;
  /** The latest version that anybody has told of. */
  #told: Place | undefined;
  /** Patches that cannot be applied yet, by the version that they begin at. */
  readonly #waiting = new Map<number, LivePatch>();

  get document(): Snapshot | undefined {
    return this.#document;
  }

  get place(): Place | undefined {
    return this.#document && { epoch: this.#document.epoch, version: this.#document.version };
  }

  /** Whether there is a later version than the one held, or none is held. */
  get behind(): boolean {
    const { place } = this;
    return !place || (this.#told !== undefined && comparePlaces(place, this.#told) < 0);
  }

  /** Notes that there is this version. */
  tell(place: Place): void {
    if (this.#told && comparePlaces(place, this.#told) <= 0) return;
    if (place.epoch !== this.#told?.epoch) this.#waiting.clear();
    this.#told = place;
  }

  /** Takes a patch, now or once those before it have come. Returns the sections that have changed. */
  patch(patch: LivePatch): PatchedSection[] {
    const to = { epoch: patch.epoch, version: patch.to };
    if (this.place && comparePlaces(to, this.place) <= 0) return [];
    if (this.#told && patch.epoch < this.#told.epoch) return [];
    this.tell(to);
    if (this.#waiting.size < mostWaiting) this.#waiting.set(patch.from, patch);
    return this.#applyWaiting();
  }

  /** Takes a document that was read, unless it is older than what is held. Returns the sections that have changed. */
  load(document: Snapshot): PatchedSection[] {
    const held = this.#document;
    const { epoch, version } = document;
    if (held && comparePlaces({ epoch, version }, held) < 0) return [];
    this.tell({ epoch, version });
    const changed = patchedSections.filter((name) => JSON.stringify(held?.[name]) !== JSON.stringify(document[name]));
    const kept = patchedSections.filter((name) => held && !changed.includes(name));
    this.#document = { ...document, ...Object.fromEntries(kept.map((name) => [name, held?.[name]])) };
    return [...new Set([...changed, ...this.#applyWaiting()])];
  }

  #applyWaiting(): PatchedSection[] {
    const changed: PatchedSection[] = [];
    for (const version of this.#waiting.keys()) if (version < (this.place?.version ?? 0)) this.#waiting.delete(version);
    for (;;) {
      const { place } = this;
      const next = place && this.#waiting.get(place.version);
      if (!next || next.epoch !== place.epoch) return changed;
      this.#waiting.delete(place.version);
      const applied = this.#document && patched(this.#document, next);
      // It does not fit what is held: as good as one that was lost. The document is read anew.
      if (!applied) return changed;
      this.#document = applied;
      changed.push(next.section);
    }
  }
}

/** The next version of a document; undefined where the patch does not fit. */
function patched(document: Snapshot, { section, to, patch }: LivePatch): Snapshot | undefined {
  // A patch may replace the whole section, which can be done in what holds it only.
  const holder = { section: structuredClone(document[section]) };
  const operations = patch.map((operation) => ({
    ...operation,
    path: `/section${String(operation["path"])}`,
    ...(operation["from"] === undefined ? {} : { from: `/section${String(operation["from"])}` }),
  }));
  const problems = applyPatch(holder, operations as Operation[]);
  return problems.some((problem) => problem !== null)
    ? undefined
    : { ...document, version: to, [section]: holder.section };
}
