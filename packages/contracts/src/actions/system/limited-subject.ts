import { z } from "zod";
import { personal } from "../action-contract.ts";

/** An account, or an address: one of them. */
export const limitedSubject = z
  .strictObject({
    user_id: z.uuid().optional(),
    ip: personal(z.union([z.ipv4(), z.ipv6()])).optional(),
  })
  .refine(({ user_id, ip }) => (user_id === undefined) !== (ip === undefined), "Either user_id or ip.");
