import { z } from "zod";
import { defineEvent } from "./event-contract.ts";

export const fileUploaded = defineEvent({
  name: "file:uploaded",
  owner: "uploads",
  tells: "An upload is whole, and its checksum is known.",
  entity: "upload",
  payload: z.object({ upload_id: z.uuid(), user_id: z.uuid(), bytes: z.int(), sha256: z.string() }),
});
