import { snapshotHeartbeat, snapshotPublished } from "@agentos/contracts/messages/read-model";
import { sectionNames, type SectionName } from "@agentos/contracts/snapshot/section-names";
import type { Sections, Snapshot, StaleMark } from "@agentos/contracts/snapshot/snapshot";
import { sectionsOf, snapshotOwners, snapshotParts } from "@agentos/contracts/snapshot/snapshot-parts";
import { hint } from "@agentos/messaging/request";
import { v7 as uuidv7 } from "uuid";
import type { Context } from "../context.ts";
import { askOwner } from "./ask-owners.ts";
import { encodeSnapshot } from "./encode-snapshot.ts";
import { makeDashboard } from "./make-dashboard.ts";

/** Builds the snapshot from the owners' answers, and publishes each version. */
export class SnapshotBuilder {
  readonly #context: Context;
  readonly #epoch = uuidv7();
  readonly #sections = emptySections();
  #version = 0;
  #text = "";

  constructor(context: Context) {
    this.#context = context;
  }

  /** Asks the owners for these sections, and publishes a new version if anything has changed. */
  async build(sections: readonly SectionName[] = sectionNames): Promise<void> {
    const { nc, held } = this.#context;
    const startedAt = performance.now();
    const stale = (await Promise.all(snapshotOwners.map((owner) => this.#askOwner(owner, sections)))).flat();
    const state = { stale, dashboard: makeDashboard(this.#sections), ...this.#sections };
    const text = JSON.stringify(state);
    const confirmedAt = new Date();
    if (text !== this.#text) {
      this.#text = text;
      this.#version += 1;
      const head = { epoch: this.#epoch, version: this.#version, generated_at: confirmedAt.toISOString() };
      const took = Math.round(performance.now() - startedAt);
      const bytes = await encodeSnapshot({ ...head, ...state } as Snapshot, confirmedAt, took);
      held.take(bytes);
      hint(nc, snapshotPublished, bytes);
    }
    hint(nc, snapshotHeartbeat, {
      epoch: this.#epoch,
      version: this.#version,
      confirmed_at: confirmedAt.toISOString(),
      stale: stale.length,
    });
  }

  async #askOwner(owner: (typeof snapshotOwners)[number], wanted: readonly SectionName[]): Promise<StaleMark[]> {
    const sections = sectionsOf(owner).filter((section) => wanted.includes(section));
    if (sections.length === 0) return [];
    const answer = await askOwner(this.#context, owner, sections);
    if (!answer) return sections.map((section) => ({ section, owner, as_of: null }));
    for (const section of sections) Object.assign(this.#sections[section as "jobs"], answer[section]);
    return [];
  }
}

/** Every field null: nobody has answered yet. */
function emptySections(): Omit<Sections, "dashboard"> {
  const sections = Object.fromEntries(
    sectionNames.filter((name) => name !== "dashboard").map((name) => [name, {} as Record<string, unknown>]),
  );
  for (const parts of Object.values(snapshotParts)) {
    for (const [section, part] of Object.entries(parts)) {
      for (const field of Object.keys(part.shape)) (sections[section] ?? {})[field] = null;
    }
  }
  return sections as unknown as Omit<Sections, "dashboard">;
}
