import { z } from "zod";
import { jobStatuses } from "../api/jobs.ts";
import { priorities } from "../job-options.ts";
import type { Permission } from "../permissions.ts";
import type { ServiceName } from "../services.ts";
import { stageName } from "../stages/stages.ts";
import { jobRow } from "./parts/jobs.ts";

/** How the rows behind a section are read: page by page, filtered. */
export type SectionQuery = {
  /** Who answers. */
  owner: ServiceName;
  /** Whom it is for, where that is not all of staff. */
  permission?: Permission;
  /** Words of the address beside those of every page. */
  filters: z.ZodObject;
  row: z.ZodType;
};

/** The sections that have more rows than the snapshot shows. The others are answered with what the snapshot has of them. */
export const sectionQueries = {
  jobs: {
    owner: "jobs",
    filters: z.object({
      status: z.enum(jobStatuses).optional(),
      stage: stageName.optional(),
      priority: z.enum(priorities).optional(),
      user_id: z.uuid().optional(),
      search: z.string().max(200).optional().describe("A job's id, an account's id, or words of a title or an error."),
    }),
    row: jobRow,
  },
} as const satisfies Record<string, SectionQuery>;

export type PagedSection = keyof typeof sectionQueries;
export const pagedSections = Object.keys(sectionQueries) as [PagedSection, ...PagedSection[]];

/** Sections of one owner. */
export type PagedSectionOf<Owner extends ServiceName> = {
  [Section in PagedSection]: (typeof sectionQueries)[Section]["owner"] extends Owner ? Section : never;
}[PagedSection];

export type FiltersOf<Section extends PagedSection> = z.output<(typeof sectionQueries)[Section]["filters"]>;
export type RowOf<Section extends PagedSection> = z.input<(typeof sectionQueries)[Section]["row"]>;
