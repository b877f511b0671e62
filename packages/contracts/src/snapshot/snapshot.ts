import { z } from "zod";
import { serviceNames } from "../services.ts";
import { dashboard } from "./dashboard.ts";
import { sectionNames, type SectionName } from "./section-names.ts";
import { snapshotParts } from "./snapshot-parts.ts";

/** Where the snapshot is kept in Redis, and for how long after it was last confirmed. */
export const snapshotCache = { key: "read-model:admin:dashboard:v4", seconds: 15 } as const;

/** How often the snapshot is built anew though nothing has told of a change, and confirmed to the gateways. In milliseconds. */
export const snapshotPace = {
  warmMs: 5000,
  /** Between two versions, at the least. */
  versionMs: 200,
  /** How long an owner may take to answer. */
  ownerMs: 400,
  heartbeatMs: 1000,
  /** After so long without a heartbeat nobody calls what they hold a hit. */
  trustedMs: 2000,
} as const;

/** An owner that did not answer: its fields of the section are of `as_of`; null where it has not answered since the start, and they are null. */
export const staleMark = z.object({
  section: z.enum(sectionNames),
  owner: z.enum(serviceNames),
  as_of: z.iso.datetime().nullable(),
});
export type StaleMark = z.infer<typeof staleMark>;

const nullable = (part: z.ZodObject): z.ZodRawShape =>
  Object.fromEntries(Object.entries(part.shape).map(([field, schema]) => [field, (schema as z.ZodType).nullable()]));

function sectionSchema(section: Exclude<SectionName, "dashboard">): z.ZodObject {
  const parts = Object.values(snapshotParts) as Partial<Record<SectionName, z.ZodObject>>[];
  return z.object(Object.assign({}, ...parts.map((of) => (of[section] ? nullable(of[section]) : {}))) as z.ZodRawShape);
}

type AllParts = (typeof snapshotParts)[keyof typeof snapshotParts];
type FieldsOf<Section> = AllParts extends infer Of
  ? Of extends Record<Section & string, infer Part extends z.ZodType>
    ? z.output<Part>
    : never
  : never;
type Intersection<Union> = (Union extends unknown ? (of: Union) => void : never) extends (of: infer All) => void
  ? All
  : never;

/** The sections' types; a field is null where its owner has never answered. */
export type Sections = { dashboard: z.output<typeof dashboard> } & {
  [Section in Exclude<SectionName, "dashboard">]: {
    [Field in keyof Intersection<FieldsOf<Section>>]: Intersection<FieldsOf<Section>>[Field] | null;
  };
};

/** The one document that all of staff's screens are made of. Absolute times only: it changes when something has happened, not as time goes by. */
export const snapshotDocument = z.object({
  /** Another one with every builder; a later one is greater. */
  epoch: z.uuid(),
  /** Grows by one with every change of a section. */
  version: z.int(),
  generated_at: z.iso.datetime(),
  stale: z.array(staleMark),
  dashboard,
  ...(Object.fromEntries(
    sectionNames.filter((name) => name !== "dashboard").map((name) => [name, sectionSchema(name)]),
  ) as Record<Exclude<SectionName, "dashboard">, z.ZodObject>),
});

export type Snapshot = { epoch: string; version: number; generated_at: string; stale: StaleMark[] } & Sections;
