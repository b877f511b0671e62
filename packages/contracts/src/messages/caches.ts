import { z } from "zod";
import { defineRequest } from "./message-contract.ts";

/** Has the builder of the snapshot ask everybody anew; the version of what they say. `forget`: what is kept of it is removed before. */
export const rebuildSnapshot = defineRequest({
  kind: "cmd",
  owner: "read-model",
  name: "rebuild_snapshot",
  callers: ["system"],
  deadlineMs: 8000,
  request: z.object({ forget: z.boolean() }),
  reply: z.object({ epoch: z.uuid(), version: z.int(), confirmed_at: z.iso.datetime(), removed: z.int() }),
});

/** Forgets the replies that are kept for repeated actions; they are read from the database from then on. */
export const forgetReplies = defineRequest({
  kind: "cmd",
  owner: "action-dispatcher",
  name: "forget_replies",
  callers: ["system"],
  deadlineMs: 8000,
  request: z.object({}),
  reply: z.object({ removed: z.int() }),
});
