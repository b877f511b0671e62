import { z } from "zod";
import { pageQuery } from "./envelope.ts";
import { sectionNames } from "../snapshot/section-names.ts";
import { pagedSections } from "../snapshot/section-queries.ts";
import { snapshotHealth } from "../snapshot/health.ts";
import { snapshotDocument } from "../snapshot/snapshot.ts";
import { snapshotExamples } from "../snapshot/snapshot-examples.ts";
import { actionReply, actionsOverview, actionView } from "../actions/action-reply.ts";
import { actionRequest } from "../actions/action-request.ts";
import { adminExamples } from "./action-examples.ts";
import { defineOperation } from "./operation.ts";

const none = z.object({});

/** The whole snapshot: answered from bytes that are at hand, with `ETag`, `Age` and `X-Cache: HIT | MISS | STALE`. */
export const ssot = defineOperation({
  method: "GET",
  path: "/api/admin/ssot",
  tag: "admin",
  summary: "Everything that staff sees, as one document",
  access: "staff",
  allowlisted: true,
  params: none,
  query: none,
  body: null,
  reply: snapshotDocument,
  example: snapshotExamples.ssot,
  keptReady: true,
});

export const ssotOperations = {
  ssot,
  ssotHealth: defineOperation({
    method: "GET",
    path: "/api/admin/ssot/health",
    tag: "admin",
    summary: "How the snapshot is: who builds it, how old it is, which owners answer",
    access: "staff",
    allowlisted: true,
    params: none,
    query: none,
    body: null,
    reply: snapshotHealth,
    example: snapshotExamples.ssotHealth,
  }),
  ssotSection: defineOperation({
    method: "GET",
    path: "/api/admin/ssot/:section",
    tag: "admin",
    summary: "One section: page by page and filtered where it has rows, else as the snapshot has it",
    access: "staff",
    allowlisted: true,
    params: z.object({ section: z.enum([...sectionNames, ...pagedSections]) }),
    // The filters are those of the section: `sectionQueries`.
    query: pageQuery.loose(),
    body: null,
    reply: z.unknown(),
    paged: "sometimes",
    example: snapshotExamples.ssotSection,
  }),
};

export const adminOperations = {
  action: defineOperation({
    method: "POST",
    path: "/api/admin/action",
    tag: "admin",
    summary: "Carry out one action of the catalogue",
    // The pipeline itself says who may do what, and whether the request is well-formed: it takes down what it refuses.
    access: "user",
    unchecked: true,
    action: "of_body",
    params: none,
    query: none,
    body: actionRequest,
    reply: actionReply,
    accepted: actionReply,
    example: adminExamples.action,
  }),
  actionStatus: defineOperation({
    method: "GET",
    path: "/api/admin/action/status",
    tag: "admin",
    summary: "One action; or the latest ones, with statistics, breakers and the caller's remaining limits",
    access: "staff",
    allowlisted: true,
    params: none,
    query: z.object({ action_id: z.uuid().optional() }),
    body: null,
    reply: z.object({
      actions: z.array(actionView),
      /** Null where one action was asked for. */
      overview: actionsOverview.nullable(),
    }),
    example: adminExamples.actionStatus,
  }),
};
