import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { sectionNames } from "@agentos/contracts/snapshot/section-names";
import { sectionsOf, snapshotOwners } from "@agentos/contracts/snapshot/snapshot-parts";
import { expect, it } from "vitest";
import { OwnerFields } from "./owner-fields.ts";

const then = new Date("2026-03-01T12:00:00.000Z");
const iso = then.toISOString();
const queue = { waiting: 3, running: 1, dead_letters: 0, queues: [] };

it("nobody has told anything at first: every field is null, and every part marked without an age", () => {
  const fields = new OwnerFields();
  const parts = snapshotOwners.flatMap((owner) => sectionsOf(owner).map((section) => `${owner} ${section}`));
  expect(fields.stale.map(({ owner, section }) => `${owner} ${section}`).toSorted()).toEqual(parts.toSorted());
  expect(fields.stale.every(({ as_of }) => as_of === null)).toBe(true);
  expect(Object.keys(fields.sections)).toEqual(sectionNames.filter((name) => name !== "dashboard"));
  expect(fields.sections.queue).toEqual({ waiting: null, running: null, dead_letters: null, queues: null });
});

it("what an owner told stays when it does not answer, with the age of the last answer", () => {
  const fields = new OwnerFields();
  const marked = () => fields.stale.find(({ owner, section }) => owner === "jobs" && section === "queue");
  fields.take("jobs", ["queue"], { queue }, then);
  expect(marked()).toBeUndefined();
  const told = fields.sections;
  fields.miss("jobs", ["queue"]);
  fields.miss("jobs", ["queue"]);
  expect(marked()).toEqual({ section: "queue", owner: "jobs", as_of: iso });
  expect(fields.sections.queue).toEqual(queue);
  fields.take("jobs", ["queue", "jobs"], { queue: { ...queue, waiting: 4 } });
  expect(marked()).toBeUndefined();
  expect(fields.stale).toContainEqual({ section: "jobs", owner: "jobs", as_of: null });
  // What was given before is as it was.
  expect(told.queue.waiting).toBe(3);
});

it("an owner's fields leave those of the others in the section alone", () => {
  const fields = new OwnerFields();
  const services = [{ service: "jobs", answers: true, since: iso }];
  fields.take("read-model", ["system"], { system: { services } }, then);
  fields.miss("identity", ["system"]);
  expect(fields.sections.system).toMatchObject({ services, accounts: null });
  expect(fields.stale.filter(({ owner }) => owner === "read-model")).toEqual([]);
});

it("what an earlier builder knew is of when that one knew it", () => {
  const earlier = new OwnerFields();
  earlier.take("jobs", ["queue"], { queue }, new Date(0));
  const stale = earlier.stale.map((mark) =>
    mark.owner === "fleet" ? { ...mark, as_of: "2026-01-01T00:00:00.000Z" } : mark,
  );
  const snapshot = { ...earlier.sections, stale } as unknown as Snapshot;
  const fields = new OwnerFields({ snapshot, confirmedAt: iso });
  expect(fields.sections.queue).toEqual(queue);
  const of = (name: string) => fields.stale.filter(({ owner }) => owner === name).map(({ as_of }) => as_of);
  expect(of("jobs")).toContain(iso);
  expect(new Set(of("fleet"))).toEqual(new Set(["2026-01-01T00:00:00.000Z"]));
  expect(new Set(of("identity"))).toEqual(new Set([null]));
});
