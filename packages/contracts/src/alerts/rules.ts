import type { ServiceName } from "../services.ts";
import type { SectionName } from "../snapshot/section-names.ts";

/** How much it matters: `critical` is for now, `warning` for today. */
export const severities = ["warning", "critical"] as const;
export type Severity = (typeof severities)[number];

/** What an alert is raised for. */
type AlertRule = {
  name: string;
  label: string;
  /** What is wrong, and with what: the subject of its alerts. */
  tells: string;
  /**
   * Of whom it has to be known how things are, so that it can be judged: while that is old, alerts stay as they are. Left out for
   * rules that are judged elsewhere.
   */
  reads?: readonly (readonly [SectionName, ServiceName])[];
};

/** Every rule by which alerts are raised; the thresholds are settings of the manager alert-evaluator. */
export const alertRules = [
  {
    name: "worker_offline",
    label: "Worker lost",
    tells: "A worker has gone without having been asked to, and no other runs in its slot.",
    reads: [["agents_workers", "fleet"]],
  },
  {
    name: "agent_short",
    label: "Too few workers",
    tells: "Fewer workers of an agent report than are wanted; critical where none does.",
    reads: [["agents_workers", "fleet"]],
  },
  {
    name: "error_rate",
    label: "Many failures",
    tells: "Of the attempts at a stage in the last hour too many failed, other than by their input's fault.",
    reads: [["agents_workers", "fleet"]],
  },
  {
    name: "queue_depth",
    label: "Long queue",
    tells: "More steps wait at a queue than the thresholds of jobs allow.",
    reads: [["queue", "jobs"]],
  },
  {
    name: "queue_wait",
    label: "Work waits too long",
    tells: "The oldest step of a queue that is not paused has waited for too long.",
    reads: [["queue", "jobs"]],
  },
  {
    name: "breaker_open",
    label: "Circuit breaker open",
    tells: "A part of the system fails so often that it is left alone.",
    reads: [["system", "action-dispatcher"]],
  },
  {
    name: "audit_lag",
    label: "Audit trail behind",
    tells: "Entries of the audit trail wait for their places, or are not vouched for by a signed head, for too long.",
    reads: [["audit", "audit"]],
  },
  {
    name: "audit_broken",
    label: "Audit trail broken",
    tells: "The audit trail contradicts a head that was signed.",
    reads: [["audit", "audit"]],
  },
  {
    name: "service_down",
    label: "Service down",
    tells: "A service does not answer.",
    reads: [],
  },
  {
    name: "disk_space",
    label: "Disk nearly full",
    tells: "The disk under a folder of the media store is nearly full.",
    reads: [],
  },
  {
    name: "webhook_dead",
    label: "Webhook fails",
    tells: "What was to be told to a webhook was given up.",
    reads: [],
  },
  {
    name: "log_pattern",
    label: "Log pattern",
    tells: "More lines of the log match a pattern than somebody has allowed.",
  },
] as const satisfies readonly AlertRule[];

type Rule = (typeof alertRules)[number];
export type AlertRuleName = Rule["name"];

/** The rules that the manager alert-evaluator judges. */
export type EvaluatedRule = Extract<Rule, { reads: unknown }>["name"];

export const alertRuleNames = alertRules.map(({ name }) => name) as [AlertRuleName, ...AlertRuleName[]];

/** Where an alert stands: raised, taken on by somebody, over. */
export const alertStates = ["open", "acknowledged", "cleared"] as const;
export type AlertState = (typeof alertStates)[number];
