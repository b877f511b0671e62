import type { Action, ActionName } from "@agentos/contracts/actions/actions";
import { findSetting } from "@agentos/contracts/settings/settings";
import { wordsOf } from "@agentos/ui/format/words";
import { auditPath } from "../../actions/audit-path.ts";
import { stageLabel } from "../../figures/stage-labels.ts";
import { jobsInWords, linesInWords, settingsInWords, spanInWords } from "./target-words.ts";

/** What an action was done to, for people; `title` is its whole name, `href` where it is. */
export type Target = { text: string; title?: string; href?: string };

type KeysOf<T> = T extends unknown ? keyof T : never;
type Field = KeysOf<Action["payload"]["shape"]>;
type Values = { readonly [name: string]: unknown };
type Naming = {
  /** What it is; a few actions mean another thing by the same field. */
  kind: string;
  kinds?: Partial<Record<ActionName, string>>;
  name?: (value: string) => string;
  href?: (value: string) => string;
};

/** What stands in the place of what tells of a person. */
const sealed = "[sealed]";
const tail = (id: string): string => `…${id.slice(-8)}`;

/** The fields of payloads that name a thing; the first one that is there says what the action was done to. */
const named: readonly [Field, Naming][] = [
  ["job_id", { kind: "job", name: tail, href: (id) => `/jobs?job=${id}` }],
  ["worker_id", { kind: "worker", href: (id) => `/agents?worker=${encodeURIComponent(id)}` }],
  ["agent", { kind: "agent", name: stageLabel, href: (agent) => `/agents?show=${agent}` }],
  ["queue", { kind: "queue", name: stageLabel, href: () => "/jobs?tab=queues" }],
  ["manager", { kind: "manager", href: (manager) => `/managers?manager=${manager}` }],
  [
    "key",
    { kind: "setting", name: (key) => findSetting(key)?.label ?? key, href: (key) => `/configuration?setting=${key}` },
  ],
  ["flag", { kind: "feature", name: wordsOf, href: () => "/configuration?tab=flags" }],
  ["version", { kind: "version", href: (version) => `/configuration?tab=versions&version=${version}` }],
  ["backup_id", { kind: "backup", name: tail, href: (id) => `/system?backup=${id}` }],
  ["table", { kind: "table" }],
  ["pid", { kind: "query" }],
  ["service", { kind: "service", kinds: { "system.reset_breaker": "breaker" } }],
  ["user_id", { kind: "account", name: tail, href: (id) => `/configuration/users?user=${id}` }],
  ["ip", { kind: "address" }],
  [
    "alert_id",
    { kind: "alert", kinds: { "logs.create_alert": "log alert", "logs.delete_alert": "log alert" }, name: tail },
  ],
  ["action_id", { kind: "action", name: tail, href: auditPath }],
  ["report", { kind: "report", name: wordsOf }],
  ["scope", { kind: "cache" }],
  ["period", { kind: "figures of the", name: (period) => wordsOf(period).toLowerCase() }],
];

/** What is made by an action has its name in the result alone. */
const made: Partial<Record<ActionName, Field>> = {
  "user.create": "user_id",
  "logs.create_alert": "alert_id",
  "system.backup": "backup_id",
  "database.backup": "backup_id",
};

/** Of actions that name no thing, by what is asked for beside. */
const described: Partial<Record<ActionName, (payload: Values) => string>> = {
  "job.bulk_cancel": jobsInWords,
  "job.bulk_retry": jobsInWords,
  "job.purge": jobsInWords,
  "logs.export": ({ filter }) => linesInWords(filter),
  "logs.archive": () => "log lines",
  "logs.purge": ({ level }) => (typeof level === "string" ? `${level} lines` : "log lines"),
  "logs.export_audit": spanInWords("audit trail"),
  "logs.verify_audit": spanInWords("audit trail"),
  "analytics.recompute": spanInWords("figures"),
  "config.import": ({ document }) => settingsInWords(document),
  "config.validate": ({ document }) => settingsInWords(document),
  "config.rotate_secret": ({ name }) => `secret ${wordsOf(String(name)).toLowerCase()}`,
};

/** What it is done to where nothing is named: by the action, else by its first word. */
const whole: Readonly<Record<string, string>> = {
  "agent.health_check": "all agents",
  "agent.restart": "all agents",
  "worker.restart_all": "all workers",
  "database.analyze": "all tables",
  "database.vacuum": "all tables",
  system: "whole system",
  database: "whole database",
  config: "whole configuration",
  logs: "all logs",
  user: "new account",
};

/**
 * What an action was done to, by what was asked for and what it gave. Undefined where that is not known, as of a request whose payload
 * was refused. What tells of a person is sealed, and stays so.
 */
export function targetOf(action: string, payload: unknown, result: unknown): Target | undefined {
  const asked = valuesOf(payload);
  if (!asked) return undefined;
  const name = action as ActionName;
  const field = made[name];
  const given = field === undefined ? asked : { ...asked, [field]: valuesOf(result)?.[field] };
  for (const [key, naming] of named) {
    const value = given[key];
    if (typeof value === "string" || typeof value === "number") return namedTarget(name, naming, String(value));
  }
  const text = described[name]?.(asked);
  if (text !== undefined) return { text };
  return { text: whole[action] ?? whole[action.split(".")[0] ?? ""] ?? "–" };
}

function namedTarget(action: ActionName, { kind, kinds, name, href }: Naming, value: string): Target {
  const what = kinds?.[action] ?? kind;
  if (value === sealed) return { text: `${what}, sealed` };
  if (value === "default") return { text: `all ${what}s`, ...(href ? { href: href(value) } : {}) };
  return { text: `${what} ${name ? name(value) : value}`, title: value, ...(href ? { href: href(value) } : {}) };
}

function valuesOf(value: unknown): Values | undefined {
  return typeof value === "object" && value !== null ? (value as Values) : undefined;
}
