import type { Severity } from "@agentos/contracts/alerts/rules";
import type { ManagerSettings } from "@agentos/contracts/managers/managers";
import type { Seen } from "../seen.ts";

export type Thresholds = ManagerSettings<"alert-evaluator">;

/** Something that is wrong. */
export type Finding = {
  subject: string;
  severity: Severity;
  message: string;
  details?: Record<string, unknown>;
  /** It is one only when it has been so for that long, in seconds; at once where left out. */
  afterSeconds?: number;
};

/** Finds everything that is wrong by a rule; called only while what the rule reads is known. */
export type Judge = (seen: Seen, thresholds: Thresholds) => Finding[];
