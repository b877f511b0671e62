import { z } from "zod";
import { jobStatuses } from "../api/jobs.ts";
import { priorities } from "../job-options.ts";
import type { Permission } from "../permissions.ts";
import type { ServiceName } from "../services.ts";
import { stageName } from "../stages/stages.ts";
import { healthTiers, workerView } from "../api/agents.ts";
import { managerStates, managerView } from "../managers/manager-view.ts";
import { managerOwners } from "../messages/actions.ts";
import { roles } from "../roles.ts";
import { logPattern } from "../logs/log-filter.ts";
import { storedLogLine } from "../logs/stored-log-line.ts";
import { configVersion } from "./parts/config.ts";
import { logLine } from "./log-line.ts";
import { alertRuleNames, alertStates, severities } from "../alerts/rules.ts";
import { alertRow, deliveryRow, deliveryStates } from "./parts/alerts.ts";
import { auditOutcomes, auditRow } from "./parts/audit.ts";
import { accountStatuses, userRow } from "./parts/identity.ts";
import { errorCodes } from "../errors.ts";
import { deadLetter, jobRow, jobSorts, openStates, queueStep } from "./parts/job-rows.ts";

/** How the rows behind a section are read: page by page, filtered. */
export type SectionQuery = {
  /** Who answers. */
  owner: ServiceName;
  /** Where rows of other owners are to be had too: all of them, of which the filter `source` names one. */
  sources?: readonly ServiceName[];
  /** Whom it is for, where that is not all of staff. */
  permission?: Permission;
  /** Words of the address beside those of every page. */
  filters: z.ZodObject;
  row: z.ZodType;
};

/** Services that tell a log of what they have done, and the one that keeps what all services log. */
const logSources = ["fleet", "jobs", "system"] as const satisfies readonly ServiceName[];

/** From a moment on, and before one. */
const period = z.object({ from: z.iso.datetime().optional(), to: z.iso.datetime().optional() });

/** The sections that have more rows than the snapshot shows. The others are answered with what the snapshot has of them. */
export const sectionQueries = {
  jobs: {
    owner: "jobs",
    filters: period.extend({
      status: z
        .enum([...jobStatuses, "active"])
        .optional()
        .describe("`active`: those that are queued or processing."),
      stage: stageName.optional().describe("Where the job is, or where it ended unfinished."),
      priority: z.enum(priorities).optional(),
      user_id: z.uuid().optional(),
      error_code: z.enum(errorCodes).optional(),
      search: z
        .string()
        .max(200)
        .optional()
        .describe("A job's id, an account's id, an error code, or a part of a title or an error as it is written."),
      sort: z
        .enum(jobSorts)
        .optional()
        .describe("`newest` by default; `ended`: those that have ended, the last first."),
    }),
    row: jobRow,
  },
  /** Steps that wait, are held or run: those of the highest priority first, then those that have waited longest. */
  queue: {
    owner: "jobs",
    filters: z.object({ queue: stageName.optional(), state: z.enum(openStates).optional() }),
    row: queueStep,
  },
  /** Those that are not resolved, newest first. */
  dead_letters: {
    owner: "jobs",
    filters: z.object({ queue: stageName.optional(), error_code: z.enum(errorCodes).optional() }),
    row: deadLetter,
  },
  agents_workers: {
    owner: "fleet",
    filters: z.object({
      agent: stageName.optional(),
      state: z.enum(["online", "offline"]).optional(),
      tier: z.enum(healthTiers).optional(),
    }),
    row: workerView,
  },
  managers: {
    // It asks those whose managers they are.
    owner: "fleet",
    filters: z.object({ owner: z.enum(managerOwners).optional(), state: z.enum(managerStates).optional() }),
    row: managerView,
  },
  logs: {
    owner: "fleet",
    sources: logSources,
    filters: period.extend({
      source: z
        .enum(logSources)
        .default("fleet")
        .describe("The service whose log it is; `system`: the lines that all services have logged."),
      what: z.string().max(60).optional().describe("Name of an event, or `attempt:failed`. Not of `system`."),
      agent: stageName.optional().describe("Not of `system`."),
      // These are of `system` alone.
      ...logPattern,
    }),
    row: z.union([storedLogLine, logLine]),
  },
  audit: {
    owner: "audit",
    filters: period.extend({
      action: z.string().max(60).optional(),
      outcome: z.enum(auditOutcomes).optional(),
      user_id: z.uuid().optional().describe("Of the account that acted."),
      action_id: z.uuid().optional(),
      trace_id: z.string().max(64).optional(),
    }),
    row: auditRow,
  },
  /** Newest first. */
  config_versions: {
    owner: "system",
    filters: period.extend({
      key: z.string().max(100).optional().describe("Versions that changed this setting."),
      author: z.uuid().optional(),
    }),
    row: configVersion,
  },
  alerts: {
    owner: "system",
    filters: period.extend({
      rule: z.enum(alertRuleNames).optional(),
      severity: z.enum(severities).optional(),
      state: z.enum(alertStates).optional(),
    }),
    row: alertRow,
  },
  webhook_deliveries: {
    owner: "system",
    filters: z.object({
      destination: z.string().max(60).optional(),
      event: z.string().max(60).optional(),
      state: z.enum(deliveryStates).optional(),
    }),
    row: deliveryRow,
  },
  users: {
    owner: "identity",
    permission: "USER_MANAGE",
    filters: z.object({
      role: z.enum(roles).optional(),
      status: z.enum(accountStatuses).optional(),
      search: z.string().max(254).optional().describe("The first letters of an e-mail address, or an account's id."),
    }),
    row: userRow,
  },
} as const satisfies Record<string, SectionQuery>;

export type PagedSection = keyof typeof sectionQueries;
export const pagedSections = Object.keys(sectionQueries) as [PagedSection, ...PagedSection[]];

type Queries = typeof sectionQueries;
type OwnersOf<Query> = Query extends { sources: readonly (infer Owner extends ServiceName)[] }
  ? Owner
  : Query extends { owner: infer Owner extends ServiceName }
    ? Owner
    : never;

/** Who answers for the rows behind some section. */
export type RowsOwner = OwnersOf<Queries[PagedSection]>;

/** Sections of one owner. */
export type PagedSectionOf<Owner extends RowsOwner> = {
  [Section in PagedSection]: Owner extends OwnersOf<Queries[Section]> ? Section : never;
}[PagedSection];

/** Who answers for the rows of a section under these filters. */
export function rowsOwnerOf(section: PagedSection, filters: Readonly<Record<string, unknown>>): RowsOwner {
  const { owner, sources = [] }: SectionQuery = sectionQueries[section];
  return (sources.find((source) => source === filters["source"]) ?? owner) as RowsOwner;
}

/** All who answer for rows. */
export const rowsOwners = [
  ...new Set(pagedSections.flatMap((section) => sourcesOf(sectionQueries[section]) as readonly RowsOwner[])),
];

function sourcesOf({ owner, sources }: SectionQuery): readonly ServiceName[] {
  return sources ?? [owner];
}

export type FiltersOf<Section extends PagedSection> = z.output<(typeof sectionQueries)[Section]["filters"]>;
export type RowOf<Section extends PagedSection> = z.input<(typeof sectionQueries)[Section]["row"]>;
