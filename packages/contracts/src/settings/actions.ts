import { z } from "zod";
import { network } from "./network.ts";
import { defineSetting } from "./setting-contract.ts";

const dispatcher = { readers: ["action-dispatcher"] } as const;
/** Whether there is such an action `judgeSettings` says: the catalogue, which has the actions on settings, cannot be read here. */
const actionName = z.string().regex(/^[a-z]+\.[a-z_]+$/);
const seconds = (most: number) => z.int().min(1).max(most);

/** Limits, locks and breakers of actions. */
export const actionSettings = [
  defineSetting({
    ...dispatcher,
    key: "actions.per_account_per_minute",
    label: "Actions of an account",
    summary: "Actions of one account, over all kinds.",
    unit: "actions per minute",
    value: z.int().min(5).max(1_000_000),
    default: 50,
  }),
  defineSetting({
    ...dispatcher,
    key: "actions.per_address_per_minute",
    label: "Actions from an address",
    summary: "Requests for actions from one address.",
    unit: "requests per minute",
    value: z.int().min(5).max(1_000_000),
    default: 100,
  }),
  defineSetting({
    ...dispatcher,
    key: "actions.limits",
    label: "Limits of single actions",
    summary: "Actions of one kind and account, where it is not what the catalogue says: `queue.pause: 300`.",
    unit: "actions per minute",
    value: z.record(actionName, z.int().min(1).max(1_000_000)),
    default: {},
  }),
  defineSetting({
    ...dispatcher,
    key: "actions.allowlists",
    label: "Networks of single actions",
    summary:
      "Networks from which alone an action may be sent, beside the allowlist of all of them: `system.restore: [10.1.0.0/16]`.",
    value: z.record(actionName, z.array(network).min(1).max(50)),
    default: {},
  }),
  defineSetting({
    ...dispatcher,
    key: "actions.denials",
    label: "Refusals until a lock",
    summary: "Refusals by permission or address within a minute that lock an account out of actions.",
    unit: "refusals",
    value: z.int().min(1).max(1_000_000),
    default: 5,
  }),
  defineSetting({
    ...dispatcher,
    key: "actions.lock_seconds",
    label: "First lock",
    summary: "How long the first such lock lasts; each next one is twice as long.",
    unit: "seconds",
    value: seconds(86_400),
    default: 60,
  }),
  defineSetting({
    ...dispatcher,
    key: "actions.lock_seconds_max",
    label: "Longest lock",
    summary: "How long such a lock lasts at the most.",
    unit: "seconds",
    value: seconds(604_800),
    default: 3600,
  }),
  defineSetting({
    ...dispatcher,
    key: "breaker.failures",
    label: "Failures until a breaker opens",
    summary: "Failures among the last calls of a business service that open its breaker.",
    unit: "failures",
    value: z.int().min(1).max(1000),
    default: 5,
  }),
  defineSetting({
    ...dispatcher,
    key: "breaker.calls",
    label: "Calls that a breaker judges",
    summary: "How many of the last calls a breaker looks at.",
    unit: "calls",
    value: z.int().min(1).max(1000),
    default: 20,
  }),
  defineSetting({
    ...dispatcher,
    key: "breaker.open_seconds",
    label: "Pause of an open breaker",
    summary: "How long an open breaker waits until it lets one call try.",
    unit: "seconds",
    value: seconds(3600),
    default: 60,
  }),
] as const;
