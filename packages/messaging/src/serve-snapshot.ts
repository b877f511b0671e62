import { AppError } from "@agentos/contracts/errors";
import { sectionRowsQueries, snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import type { Pagination } from "@agentos/contracts/api/envelope";
import {
  sectionQueries,
  type FiltersOf,
  type PagedSection,
  type PagedSectionOf,
  type RowsOwner,
  type SectionQuery,
  type RowOf,
} from "@agentos/contracts/snapshot/section-queries";
import type { AskedOwner, PartsOf, SectionOf } from "@agentos/contracts/snapshot/snapshot-parts";
import type { Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import type { NatsConnection, Subscription } from "@nats-io/transport-node";
import type { z } from "zod";
import { serve } from "./request.ts";

type Page = z.output<(typeof sectionRowsQueries)["jobs"]["request"]>["page"];

/** How an owner reads its part of each section; a missing one does not compile. */
export type PartReaders<Owner extends AskedOwner> = {
  [Section in SectionOf<Owner>]-?: () => Promise<NonNullable<PartsOf<Owner>[Section]>>;
};

/** How an owner reads the rows behind each of its sections. */
export type RowReaders<Owner extends RowsOwner> = {
  [Section in PagedSectionOf<Owner>]: (
    filters: FiltersOf<Section>,
    page: Page,
  ) => Promise<{ rows: RowOf<Section>[]; pagination: Pagination }>;
};

type AnyReader = (filters: never, page: Page) => Promise<{ rows: Record<string, unknown>[]; pagination: Pagination }>;
type Serving = { nc: NatsConnection; log: Logger };

/** Of the time that an owner has to answer, how much its parts may take. */
const readingShare = 0.8;

/**
 * Answers read-model with the parts of the snapshot that are the owner's. A part that cannot be read, or not in time, is left out: the
 * others are not to be missing for it, and who leaves out all still answers. While it is being read it is not read a second time.
 */
export function serveParts<Owner extends AskedOwner>(
  { nc, log }: Serving,
  owner: Owner,
  readers: PartReaders<Owner>,
): Subscription {
  const read = readers as unknown as Partial<Record<string, () => Promise<unknown>>>;
  const [underWay, failing] = [new Set<string>(), new Set<string>()];
  const readPart = async (section: string): Promise<unknown> => {
    if (underWay.has(section)) return undefined;
    underWay.add(section);
    try {
      const part = await read[section]?.();
      failing.delete(section);
      return part;
    } catch (error) {
      // Said once, not each time that it is asked for.
      if (!failing.has(section)) log.warn({ err: error, section }, "a part of the snapshot cannot be read");
      failing.add(section);
      return undefined;
    } finally {
      underWay.delete(section);
    }
  };
  const contract = snapshotPartsQueries[owner];
  return serve(nc, contract, log, async ({ sections }) => {
    const told = sections.map(
      async (section) => [section, await inTime(readPart(section), contract.deadlineMs)] as const,
    );
    const parts = (await Promise.all(told)).filter(([, part]) => part !== undefined);
    return Object.fromEntries(parts);
  });
}

/** What is read, undefined where that takes too long. */
async function inTime(reading: Promise<unknown>, deadlineMs: number): Promise<unknown> {
  const waiting = new AbortController();
  const tooLate = pause(deadlineMs * readingShare, waiting.signal).then(() => undefined);
  return Promise.race([reading, tooLate]).finally(() => waiting.abort());
}

/** Answers read-model with pages of the rows behind sections. Errors of the query: VALIDATION_ERROR by the section's filters. */
export function serveRows<Owner extends RowsOwner>(
  { nc, log }: Serving,
  owner: Owner,
  readers: RowReaders<Owner>,
): Subscription {
  return serve(nc, sectionRowsQueries[owner], log, async ({ section, filters, page }) => {
    const readRows = (readers as Partial<Record<PagedSection, AnyReader>>)[section];
    if (!readRows) throw new AppError("NOT_FOUND");
    const query: SectionQuery = sectionQueries[section];
    const { rows, pagination } = await readRows(query.filters.parse(filters) as never, page);
    return { rows: rows.map((row) => query.row.parse(row) as Record<string, unknown>), pagination };
  });
}
