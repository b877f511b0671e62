import { z } from "zod";
import { defineSetting } from "./setting-contract.ts";

const identity = { readers: ["identity"] } as const;
const failures = z.int().min(1).max(1_000_000);

/** Accounts, sessions and sign-ins. */
export const accountSettings = [
  defineSetting({
    ...identity,
    key: "accounts.registration_open",
    label: "Open registration",
    summary: "Whether anyone may make an account.",
    value: z.boolean(),
    default: false,
  }),
  defineSetting({
    ...identity,
    key: "sessions.refresh_days",
    label: "Refresh token",
    summary: "How long a refresh token works; those that are out already keep their time.",
    unit: "days",
    value: z.int().min(1).max(90),
    default: 7,
  }),
  defineSetting({
    ...identity,
    key: "sessions.max_days",
    label: "Longest session",
    summary: "How long a session can be kept going.",
    unit: "days",
    value: z.int().min(1).max(365),
    default: 30,
  }),
  defineSetting({
    ...identity,
    key: "sessions.signing_key_days",
    label: "Signing key",
    summary: "After how long a new key signs access tokens.",
    unit: "days",
    value: z.int().min(1).max(365),
    default: 30,
  }),
  defineSetting({
    ...identity,
    key: "sign_in.failures",
    label: "Failures of an account",
    summary: "Failed sign-ins that lock an account.",
    unit: "failures",
    value: failures,
    default: 5,
  }),
  defineSetting({
    ...identity,
    key: "sign_in.failures_per_address",
    label: "Failures of a network",
    summary: "Failed sign-ins that lock a network.",
    unit: "failures",
    value: failures,
    default: 5,
  }),
  defineSetting({
    ...identity,
    key: "sign_in.lock_seconds",
    label: "Locks",
    summary: "How long the first lock lasts, the second in a row, and so on; the last one goes on.",
    unit: "seconds",
    value: z.array(z.int().min(1).max(86_400)).min(1).max(10),
    default: [60, 300, 900, 3600],
  }),
  defineSetting({
    ...identity,
    key: "sign_in.account_lock_max_seconds",
    label: "Longest lock from afar",
    summary: "The longest lock of an account that failures from strange networks can bring about.",
    unit: "seconds",
    value: z.int().min(1).max(86_400),
    default: 900,
  }),
  defineSetting({
    ...identity,
    key: "sign_in.forget_seconds",
    label: "Memory of failures",
    summary: "After how long failures, and locks that are over, do not count any more.",
    unit: "seconds",
    value: z.int().min(60).max(86_400),
    default: 3600,
  }),
] as const;
