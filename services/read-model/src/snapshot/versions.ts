import type { snapshotPatches } from "@agentos/contracts/messages/read-model";
import { sectionNames } from "@agentos/contracts/snapshot/section-names";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import type { z } from "zod";
import { sectionPatch } from "./section-patch.ts";

/** The snapshot without what says which one it is. */
export type SnapshotState = Omit<Snapshot, "epoch" | "version" | "generated_at">;
export type SectionPatches = z.input<typeof snapshotPatches.payload>["patches"];

const names = ["stale", ...sectionNames] as const;

/** Counts the versions of one builder's snapshot, and says what changes from each to the next. */
export class Versions {
  #version = 0;
  #state: SnapshotState | undefined;
  readonly #texts = new Map<string, string>();

  /** The latest; 0 before the first state. */
  get version(): number {
    return this.#version;
  }

  /**
   * Goes on to a state, by one version for each section that has changed. The first state is version 1, without patches: it is
   * read whole. What was given is compared later, so it must not be changed any more.
   */
  advance(next: SnapshotState): { changed: boolean; patches: SectionPatches } {
    const before = this.#state;
    this.#state = next;
    const patches = names.flatMap((section) => (before ? this.#patch(section, before, next) : []));
    if (!before) this.#version = 1;
    return { changed: !before || patches.length > 0, patches };
  }

  #patch(section: (typeof names)[number], before: SnapshotState, next: SnapshotState): SectionPatches {
    const text = JSON.stringify(next[section]);
    if (this.#texts.get(section) === text) return [];
    this.#texts.set(section, text);
    const patch = sectionPatch(before[section], next[section]) as unknown as Record<string, unknown>[];
    // Another order of the same fields.
    if (patch.length === 0) return [];
    const from = this.#version;
    this.#version += 1;
    return [{ section, from, to: this.#version, patch }];
  }
}
