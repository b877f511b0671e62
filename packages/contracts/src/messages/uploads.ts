import { z } from "zod";
import { defineRequest } from "./message-contract.ts";

/** A finished upload of this user, or null where there is none or it is somebody else's. */
export const getFinished = defineRequest({
  kind: "query",
  owner: "uploads",
  name: "get_finished",
  callers: ["jobs"],
  deadlineMs: 3000,
  request: z.object({ upload_id: z.uuid(), user_id: z.uuid() }),
  reply: z.object({
    upload: z
      .object({ upload_id: z.uuid(), key: z.string(), filename: z.string(), bytes: z.int(), sha256: z.string() })
      .nullable(),
  }),
});
