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

/** Answers read-model with the parts of the snapshot that are the owner's. */
export function serveParts<Owner extends AskedOwner>(
  { nc, log }: Serving,
  owner: Owner,
  readers: PartReaders<Owner>,
): Subscription {
  return serve(nc, snapshotPartsQueries[owner], log, async ({ sections }) => {
    const known = sections.filter((section) => section in readers);
    const read = readers as unknown as Record<string, () => Promise<unknown>>;
    return Object.fromEntries(
      await Promise.all(known.map(async (section) => [section, await read[section]?.()] as const)),
    );
  });
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
