import { z } from "zod";
import { permissions } from "../../permissions.ts";
import { roles } from "../../roles.ts";

/** `locked`: too many failed sign-ins; it can still be signed in to from where it is known, unless it is locked there too. */
export const accountStatuses = ["active", "disabled", "locked"] as const;

/** An account as those who manage accounts see it. */
export const userRow = z.object({
  id: z.uuid(),
  email: z.string(),
  role: z.enum(roles),
  /** `disabled` counts before `locked`. */
  status: z.enum(accountStatuses),
  disabled_at: z.iso.datetime().nullable(),
  locked_until: z.iso.datetime().nullable(),
  /** Beside those of the role. */
  granted: z.array(z.enum(permissions)),
  denied: z.array(z.enum(permissions)),
  version: z.int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

/** What identity tells for the snapshot. */
export const identityParts = {
  system: z.object({
    accounts: z.object({
      total: z.int(),
      by_role: z.record(z.enum(roles), z.int()),
      disabled: z.int(),
      /** Locked out now. */
      locked: z.int(),
    }),
  }),
};
