import { z } from "zod";
import { actionReply, actionsOverview, actionView } from "../actions/action-reply.ts";
import { actionRequest } from "../actions/action-request.ts";
import { adminExamples } from "./examples.ts";
import { defineOperation } from "./operation.ts";

const none = z.object({});

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
