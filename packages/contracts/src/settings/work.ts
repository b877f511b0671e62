import { z } from "zod";
import { queueThresholds } from "../limits.ts";
import { defineSetting } from "./setting-contract.ts";

const gibibyte = 1024 ** 3;
const uploads = { readers: ["uploads"] } as const;
const jobs = { readers: ["jobs"] } as const;

/** Uploads, queues and files. */
export const workSettings = [
  defineSetting({
    ...uploads,
    key: "uploads.max_bytes",
    label: "Largest file",
    summary: "How large an uploaded file may be.",
    unit: "bytes",
    value: z
      .int()
      .min(1)
      .max(1024 * gibibyte),
    default: 10 * gibibyte,
  }),
  defineSetting({
    ...uploads,
    key: "uploads.keep_free_bytes",
    label: "Room that stays free",
    summary: "How much of the disk uploads leave for everything else that lives there.",
    unit: "bytes",
    value: z
      .int()
      .min(0)
      .max(1024 * gibibyte),
    default: gibibyte,
  }),
  defineSetting({
    ...uploads,
    key: "uploads.expire_seconds",
    label: "Abandoned uploads",
    summary: "After how long without a chunk an unfinished upload is given up.",
    unit: "seconds",
    value: z.int().min(1).max(2_592_000),
    default: 86_400,
  }),
  defineSetting({
    ...uploads,
    key: "uploads.idle_seconds",
    label: "Silent connections",
    summary: "After how long without a byte a chunk's connection is given up.",
    unit: "seconds",
    value: z.number().min(0.1).max(600),
    default: 20,
  }),
  defineSetting({
    ...jobs,
    key: "queue.warning_depth",
    label: "Queue: warning",
    summary: "Steps that wait at a queue from which on staff is warned.",
    unit: "steps",
    value: z.int().min(1).max(10_000_000),
    default: queueThresholds.warning,
  }),
  defineSetting({
    ...jobs,
    key: "queue.critical_depth",
    label: "Queue: critical",
    summary: "Steps that wait at a queue from which on it is critical.",
    unit: "steps",
    value: z.int().min(2).max(10_000_000),
    default: queueThresholds.critical,
  }),
  defineSetting({
    ...jobs,
    key: "media.address_seconds",
    label: "Addresses of clips",
    summary: "How long a signed address of a clip works.",
    unit: "seconds",
    value: z.int().min(60).max(604_800),
    default: 6 * 3600,
  }),
  defineSetting({
    key: "analytics.target_seconds",
    label: "Time for a job",
    summary: "How long a job may take, from when it is created until its clips are there, to be within the target.",
    unit: "seconds",
    value: z.number().min(1).max(604_800),
    default: 1800,
    readers: ["system"],
  }),
  defineSetting({
    key: "exports.keep_seconds",
    label: "Exported files",
    summary: "How long an exported file is kept and its address works.",
    unit: "seconds",
    value: z.int().min(60).max(2_592_000),
    default: 86_400,
    readers: ["system"],
  }),
  defineSetting({
    key: "sockets.per_address",
    label: "Sockets of an address",
    summary: "Sockets that one address may have open.",
    unit: "sockets",
    value: z.int().min(1).max(100_000),
    default: 5,
    readers: ["read-model"],
  }),
  defineSetting({
    key: "audit.sign_every_seconds",
    label: "Signing of the audit trail",
    summary: "How often the end of the audit trail is signed, when it has moved.",
    unit: "seconds",
    value: z.number().min(0.5).max(300),
    default: 5,
    readers: ["audit"],
  }),
] as const;
