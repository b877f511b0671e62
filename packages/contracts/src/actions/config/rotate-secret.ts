import { z } from "zod";
import { defineAction } from "../action-contract.ts";

/** Secrets that can be replaced while everything runs. */
export const rotatableSecrets = ["access_token_signing_key"] as const;

export const configRotateSecret = defineAction({
  name: "config.rotate_secret",
  owner: "identity",
  view: "configuration",
  permission: "CONFIG_UPDATE",
  risk: "critical",
  perMinute: 5,
  payload: z.strictObject({ name: z.enum(rotatableSecrets) }),
  result: z.object({
    name: z.enum(rotatableSecrets),
    /** Id of the key that signs from now on, as access tokens name it. */
    key_id: z.string(),
    /** Until then what the one before has signed is good. */
    previous_verifies_until: z.iso.datetime(),
  }),
  reason: "required",
  errors: ["CONFLICT"],
  summary: "Makes a new key that signs; the old one verifies until its tokens expire, and nobody is signed out.",
  label: "Rotate",
  confirmation: "Replace this secret?",
  example: { name: "access_token_signing_key" },
});
