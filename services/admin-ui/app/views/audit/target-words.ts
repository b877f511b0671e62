import { logFilter } from "@agentos/contracts/logs/log-filter";
import { stageLabel } from "../../figures/stage-labels.ts";
import { formatDay } from "../../parts/moments.ts";
import { filterInWords } from "../logs/line-filters.ts";

type Values = { readonly [name: string]: unknown };

const asValues = (value: unknown): Values => (typeof value === "object" && value !== null ? (value as Values) : {});
const isText = (value: unknown): value is string => typeof value === "string";
const counted = (count: number, one: string): string => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;

/** The jobs that an action on many is for: `3 jobs`, `failed jobs, Cutting the clips`. */
export function jobsInWords({ job_ids, filter, statuses, older_than_days }: Values): string {
  if (Array.isArray(job_ids)) return counted(job_ids.length, "job");
  const { status, stage, user_id, older_than_hours, search } = asValues(filter);
  const states = Array.isArray(statuses) ? statuses.filter(isText) : isText(status) ? [status] : [];
  return [
    `${[...states, ""].join(states.length > 1 ? ", " : " ").replace(/, $/, " ")}jobs`,
    ...(isText(stage) ? [stageLabel(stage)] : []),
    ...(isText(user_id) ? [`of account …${user_id.slice(-8)}`] : []),
    ...(typeof older_than_hours === "number" ? [`older than ${counted(older_than_hours, "hour")}`] : []),
    ...(typeof older_than_days === "number" ? [`older than ${counted(older_than_days, "day")}`] : []),
    ...(search === undefined ? [] : ["with words that are sealed"]),
  ].join(", ");
}

/** The log lines that a filter finds, as the page of the lines says it. */
export function linesInWords(filter: unknown): string {
  const read = logFilter.safeParse(filter);
  return read.success ? filterInWords(read.data) : "log lines";
}

/** How many settings a document has. */
export function settingsInWords(document: unknown): string {
  return `${counted(Object.keys(asValues(asValues(document)["settings"])).length, "setting")} of a file`;
}

/** A span of something: by its numbers, or by its days. */
export function spanInWords(of: string) {
  return ({ from, to }: Values): string => {
    const ends = [from, to].map((end) =>
      isText(end) ? formatDay(end) : typeof end === "number" ? `${end}` : undefined,
    );
    const [first, last] = ends;
    if (first === undefined && last === undefined) return of;
    return `${of}, ${first === last ? first : `${first ?? "…"} – ${last ?? "…"}`}`;
  };
}
