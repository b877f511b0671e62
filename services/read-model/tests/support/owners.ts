import { accessOf } from "@agentos/contracts/messages/identity";
import { sectionRowsQueries, snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import { askedOwners, sectionsOf, snapshotParts, type AskedOwner } from "@agentos/contracts/snapshot/snapshot-parts";
import { connectNats } from "@agentos/messaging/connect";
import { serve } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import type { TestNats } from "@agentos/testkit/servers/nats";
import type { NatsConnection } from "@nats-io/transport-node";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { sampleOf } from "./sample-of.ts";

const log = createLogger({ service: "test", instance: "1", level: "silent" });
type Parts = Partial<Record<SectionName, Record<string, unknown>>>;

/** An owner that answers for the snapshot as the test says. */
export type TestOwner = {
  nc: NatsConnection;
  /** What it tells, by section. */
  parts: Parts;
  /** The sections of each question that it got. */
  asked: SectionName[][];
  /** How it answers the next questions: at once, so many milliseconds later with what it knew when it was asked, or not at all. */
  answers: "at once" | "never" | { afterMs: number };
  /** What identity says that everybody may do. */
  access: z.output<(typeof accessOf)["reply"]>;
};

export type TestOwners = Record<AskedOwner, TestOwner> & { close(): Promise<void> };

/** Every owner of the snapshot, telling the least that its contract allows. */
export async function startOwners(nats: TestNats): Promise<TestOwners> {
  const owners = await Promise.all(askedOwners.map((owner) => startOwner(nats, owner)));
  const byName = Object.fromEntries(askedOwners.map((owner, index) => [owner, owners[index]]));
  return {
    ...(byName as Record<AskedOwner, TestOwner>),
    close: async () => void (await Promise.all(owners.map(({ nc }) => nc.close()))),
  };
}

async function startOwner(nats: TestNats, owner: AskedOwner): Promise<TestOwner> {
  const nc = await connectNats({ ...nats.credentials(owner), service: owner, log });
  const schemas = snapshotParts[owner] as Partial<Record<SectionName, z.ZodObject>>;
  const parts = Object.fromEntries(
    sectionsOf(owner).flatMap((section) => (schemas[section] ? [[section, sampleOf(schemas[section])]] : [])),
  ) as Parts;
  const one: TestOwner = {
    nc,
    parts,
    asked: [],
    answers: "at once",
    access: { role: "readonly", granted: [], denied: [] },
  };
  serve(nc, snapshotPartsQueries[owner], log, async ({ sections }) => {
    one.asked.push(sections);
    const told = structuredClone(Object.fromEntries(sections.map((section) => [section, one.parts[section]])));
    if (one.answers === "never") await sleep(60_000, undefined, { ref: false });
    else if (one.answers !== "at once") await sleep(one.answers.afterMs);
    return told;
  });
  if (owner === "jobs") serveEchoedRows(nc);
  if (owner === "identity") serve(nc, accessOf, log, async () => one.access);
  await nc.flush();
  return one;
}

/** Rows of jobs: none, but a page that shows what was asked. */
function serveEchoedRows(nc: NatsConnection): void {
  serve(nc, sectionRowsQueries.jobs, log, async ({ section, filters, page }) => ({
    rows: [{ section, filters }],
    pagination: {
      page: page.page,
      per_page: page.per_page,
      total: 1,
      total_is: "exact" as const,
      total_pages: 1,
      has_next: false,
      has_prev: false,
      next_cursor: page.cursor ?? null,
    },
  }));
}
