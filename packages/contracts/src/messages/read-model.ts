import { z } from "zod";
import { pageQuery, pagination } from "../api/envelope.ts";
import { pagedSections, rowsOwners } from "../snapshot/section-queries.ts";
import { sectionNames, type SectionName } from "../snapshot/section-names.ts";
import { snapshotPace } from "../snapshot/snapshot.ts";
import { snapshotHealth } from "../snapshot/health.ts";
import { askedOwners, snapshotParts, type AskedOwner } from "../snapshot/snapshot-parts.ts";
import { defineHint, defineRequest } from "./message-contract.ts";

function partsQuery(owner: AskedOwner) {
  return defineRequest({
    kind: "query",
    owner,
    name: "snapshot_parts",
    callers: ["read-model"],
    deadlineMs: snapshotPace.ownerMs,
    request: z.object({ sections: z.array(z.enum(sectionNames)) }),
    reply: z.object(snapshotParts[owner] as Partial<Record<SectionName, z.ZodObject>> as z.ZodRawShape).partial(),
  });
}

function byOwner<Owner extends string, Made>(owners: readonly Owner[], make: (owner: Owner) => Made) {
  return Object.fromEntries(owners.map((owner) => [owner, make(owner)])) as Record<Owner, Made>;
}

/** Asks an owner for its parts of some sections of the snapshot. */
export const snapshotPartsQueries = byOwner(askedOwners, partsQuery);

/** Asks an owner for a page of the rows behind a section; the filters are of that section. */
export const sectionRowsQueries = byOwner(rowsOwners, (owner) =>
  defineRequest({
    kind: "query",
    owner,
    name: "section_rows",
    callers: ["read-model"],
    deadlineMs: 3000,
    request: z.object({
      section: z.enum(pagedSections),
      filters: z.record(z.string(), z.unknown()),
      page: pageQuery,
    }),
    reply: z.object({ rows: z.array(z.record(z.string(), z.unknown())), pagination }),
  }),
);

const stamp = z.object({
  epoch: z.uuid(),
  version: z.int(),
  /** When the builder last found that this is how things are. */
  confirmed_at: z.iso.datetime(),
  /** Fields that are not of now. */
  stale: z.int(),
});

/** The body of `GET /api/admin/ssot` at a version, in all its encodings, as base64. */
export const snapshotBytes = stamp.extend({
  /** Strong, with its quotes. */
  etag: z.string(),
  generated_at: z.iso.datetime(),
  identity: z.string(),
  gzip: z.string(),
  brotli: z.string(),
});

/** A new version of the snapshot, for whoever answers requests with it. */
export const snapshotPublished = defineHint({
  owner: "read-model",
  name: "snapshot",
  listeners: ["gateway", "read-model"],
  payload: snapshotBytes,
});

/** The builder lives, and this is the version that holds. */
export const snapshotHeartbeat = defineHint({
  owner: "read-model",
  name: "heartbeat",
  listeners: ["gateway", "read-model"],
  payload: stamp,
});

/** Somebody is about to begin an epoch: whoever would begin an earlier one leaves it. */
export const builderClaims = defineHint({
  owner: "read-model",
  name: "claim",
  listeners: ["read-model"],
  payload: z.object({ epoch: z.uuid() }),
});

/** How many sockets addresses have at a hub: for the other hubs, which count them with their own. */
export const socketSeats = defineHint({
  owner: "read-model",
  name: "socket_seats",
  listeners: ["read-model"],
  payload: z.object({
    hub: z.uuid(),
    /** By network, in CIDR form; 0 for one that has none any more. */
    seats: z.record(z.string(), z.int().min(0)),
    /** Whether these are all; else those that have changed. */
    whole: z.boolean(),
  }),
});

/** What changed from one version to the next: for the hubs. `patch` is a JSON Patch (RFC 6902) of the section. */
export const snapshotPatches = defineHint({
  owner: "read-model",
  name: "patches",
  listeners: ["read-model"],
  payload: z.object({
    epoch: z.uuid(),
    patches: z.array(
      z.object({
        section: z.enum([...sectionNames, "stale"]),
        from: z.int(),
        to: z.int(),
        patch: z.array(z.record(z.string(), z.unknown())),
      }),
    ),
  }),
});

/** The latest bytes, from the builder, which alone serves it; it builds if it has none. */
export const getSnapshot = defineRequest({
  kind: "query",
  owner: "read-model",
  name: "get_snapshot",
  callers: ["gateway", "read-model", "system"],
  deadlineMs: 2000,
  request: z.object({}),
  reply: snapshotBytes,
});

/** How the builder finds the snapshot and its owners; the builder alone serves it. */
export const getSnapshotHealth = defineRequest({
  kind: "query",
  owner: "read-model",
  name: "get_snapshot_health",
  callers: ["read-model"],
  deadlineMs: 1000,
  request: z.object({}),
  reply: snapshotHealth,
});
