import { sectionNames, type SectionName } from "@agentos/contracts/snapshot/section-names";
import type { Sections, Snapshot, StaleMark } from "@agentos/contracts/snapshot/snapshot";
import {
  sectionsOf,
  snapshotOwners,
  snapshotParts,
  type SnapshotOwner,
} from "@agentos/contracts/snapshot/snapshot-parts";

/** What an owner answered: its fields, by section. */
export type Answer = Partial<Record<SectionName, Record<string, unknown>>>;
type Fields = Record<string, unknown>;
/** Whether an owner's fields of a section are of now, and of when they are: RFC 3339, null where they were never told. */
type Standing = { asOf: string | null; stale: boolean };

/**
 * What the owners have told, by section. Fields of an owner that does not answer stay as they were, and are marked; those that nobody
 * has ever told are null.
 */
export class OwnerFields {
  readonly #sections: Record<string, Fields> = Object.fromEntries(
    sectionNames.filter((name) => name !== "dashboard").map((name) => [name, {}]),
  );
  readonly #standings = new Map<string, Standing>();

  /** Begins with what an earlier builder knew: who has not answered since then is marked as of then. */
  constructor(earlier?: { snapshot: Snapshot; confirmedAt: string }) {
    for (const owner of snapshotOwners) {
      for (const section of sectionsOf(owner)) {
        const fields = Object.keys(shapeOf(owner, section)).map((field) => [
          field,
          (earlier?.snapshot[section] as Fields | undefined)?.[field] ?? null,
        ]);
        this.#sections[section] = { ...this.#sections[section], ...(Object.fromEntries(fields) as Fields) };
        this.#standings.set(`${owner} ${section}`, {
          asOf: earlier ? asOf(earlier, owner, section) : null,
          stale: true,
        });
      }
    }
  }

  /** The sections but the dashboard. What is given is never changed afterwards. */
  get sections(): Omit<Sections, "dashboard"> {
    return { ...this.#sections } as unknown as Omit<Sections, "dashboard">;
  }

  /** In the order of the sections, and of owners within them. */
  get stale(): StaleMark[] {
    return sectionNames.flatMap((section) =>
      snapshotOwners.flatMap((owner) => {
        const standing = this.#standings.get(`${owner} ${section}`);
        return standing?.stale ? [{ section, owner, as_of: standing.asOf }] : [];
      }),
    );
  }

  /** Takes an answer to a question for some sections. Those that are not in it are as if the owner had not answered. */
  take(owner: SnapshotOwner, asked: readonly SectionName[], answer: Answer, at = new Date()): void {
    this.miss(
      owner,
      asked.filter((section) => !answer[section]),
    );
    for (const section of asked.filter((one) => answer[one])) {
      this.#sections[section] = { ...this.#sections[section], ...answer[section] };
      this.#standings.set(`${owner} ${section}`, { asOf: at.toISOString(), stale: false });
    }
  }

  /** Marks what an owner did not answer. */
  miss(owner: SnapshotOwner, asked: readonly SectionName[]): void {
    for (const section of asked) {
      const standing = this.#standings.get(`${owner} ${section}`);
      if (standing) standing.stale = true;
    }
  }
}

function shapeOf(owner: SnapshotOwner, section: SectionName): Fields {
  return (snapshotParts[owner] as Partial<Record<SectionName, { shape: Fields }>>)[section]?.shape ?? {};
}

function asOf(
  { snapshot, confirmedAt }: { snapshot: Snapshot; confirmedAt: string },
  owner: SnapshotOwner,
  section: SectionName,
): string | null {
  const mark = snapshot.stale.find((one) => one.section === section && one.owner === owner);
  return mark ? mark.as_of : confirmedAt;
}
