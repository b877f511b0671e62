import { ssotOperations } from "@agentos/contracts/api/admin";
import type { Pagination } from "@agentos/contracts/api/envelope";
import {
  sectionQueries,
  type PagedSection,
  type RowOf,
  type SectionQuery,
} from "@agentos/contracts/snapshot/section-queries";
import { z } from "zod";
import type { ApiClient } from "../api-client.ts";
import { ApiError } from "../api-error.ts";

/** Words of the address: those of every page, and the filters of the section. */
export type RowsQuery = { per_page: number; cursor?: string } & Record<string, unknown>;
export type RowsPage<Section extends PagedSection> = { rows: RowOf<Section>[]; pagination: Pagination };

/** One page of the rows behind a section. Errors: ApiError; UNEXPECTED_REPLY where the rows are not those of the contract. */
export async function readRows<Section extends PagedSection>(
  client: ApiClient,
  section: Section,
  query: RowsQuery,
  signal: AbortSignal,
): Promise<RowsPage<Section>> {
  const { data, pagination } = await client.page(ssotOperations.ssotSection, { params: { section }, query, signal });
  const { row }: SectionQuery = sectionQueries[section];
  const rows = z.array(row).safeParse(data);
  if (!rows.success) throw new ApiError("UNEXPECTED_REPLY", undefined, { cause: rows.error });
  return { rows: rows.data as RowOf<Section>[], pagination };
}
