import type { z } from "zod";
import type { ServiceName } from "../services.ts";
import { dispatcherParts } from "./parts/action-dispatcher.ts";
import { auditParts } from "./parts/audit.ts";
import { fleetParts } from "./parts/fleet.ts";
import { identityParts } from "./parts/identity.ts";
import { jobsParts } from "./parts/jobs.ts";
import { uploadsParts } from "./parts/uploads.ts";
import { systemParts } from "./parts/system.ts";
import { readModelParts } from "./parts/read-model.ts";
import type { SectionName } from "./section-names.ts";

type Parts = Partial<Record<Exclude<SectionName, "dashboard">, z.ZodObject>>;

/**
 * Who tells what of the snapshot: by owner, the sections that it has a part in, and the fields of it there. A section with several
 * owners has the fields of all; no two owners have the same field of a section. The dashboard is made of the other sections.
 */
export const snapshotParts = {
  jobs: jobsParts,
  fleet: fleetParts,
  "action-dispatcher": dispatcherParts,
  audit: auditParts,
  identity: identityParts,
  uploads: uploadsParts,
  system: systemParts,
  "read-model": readModelParts,
} as const satisfies Partial<Record<ServiceName, Parts>>;

export type SnapshotOwner = keyof typeof snapshotParts;
export const snapshotOwners = Object.keys(snapshotParts) as SnapshotOwner[];

/** The owners that are asked: all but the one that asks. */
export type AskedOwner = Exclude<SnapshotOwner, "read-model">;
export const askedOwners = snapshotOwners.filter((owner): owner is AskedOwner => owner !== "read-model");

/** The sections that an owner has a part in. */
export type SectionOf<Owner extends SnapshotOwner> = keyof (typeof snapshotParts)[Owner];

/** What an owner tells, of the sections that it was asked for. */
export type PartsOf<Owner extends SnapshotOwner> = {
  [Section in SectionOf<Owner>]?: (typeof snapshotParts)[Owner][Section] extends z.ZodType
    ? z.output<(typeof snapshotParts)[Owner][Section]>
    : never;
};

/** The sections that an owner has a part in, as a list. */
export function sectionsOf(owner: SnapshotOwner): SectionName[] {
  return Object.keys(snapshotParts[owner]) as SectionName[];
}
