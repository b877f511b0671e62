import type { z } from "zod";
import { pathOf } from "./fields.ts";
import { formatNumber, startSentence, wordsOf, wordsOfValue } from "../format/words.ts";

/** What is wrong with a part of a form, in words for the person who fills it in. */
export type FormProblem = { path: string; message: string };

type Issue = z.core.$ZodIssue;

const needed = "This is needed.";
const longestList = 8;

const formats: Readonly<Record<string, string>> = {
  uuid: "an ID such as 0f8fad5b-d9cb-469f-a165-70867728950e",
  datetime: "a date and a time",
  email: "an e-mail address such as name@example.org",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
  cidrv4: "an IPv4 network such as 10.0.0.0/8",
  cidrv6: "an IPv6 network such as fd00::/8",
};

const types: Readonly<Record<string, string>> = {
  number: "a number",
  int: "a whole number",
  string: "a text",
  boolean: "yes or no",
  array: "a list",
  object: "a group of values",
  record: "a list of names and values",
};

const counts: Readonly<Record<string, (bound: string, one: boolean) => string>> = {
  string: (bound, one) => `${bound} ${one ? "character" : "characters"} long`,
  array: (bound, one) => `${bound} ${one ? "entry" : "entries"}`,
  set: (bound, one) => `${bound} ${one ? "entry" : "entries"}`,
};

function boundTold(
  words: string,
  issue: { origin: string; inclusive?: boolean | undefined },
  bound: number | bigint,
): string {
  const count = counts[issue.origin]?.(formatNumber(Number(bound)), Number(bound) === 1) ?? formatNumber(Number(bound));
  return issue.origin === "array" ? `Takes ${words} ${count}.` : `Must be ${words} ${count}.`;
}

type Teller<Code extends Issue["code"]> = (issue: Extract<Issue, { code: Code }>) => string;

const tellers: { [Code in Issue["code"]]?: Teller<Code> } = {
  invalid_type: ({ expected }) => `Must be ${types[expected] ?? expected}.`,
  too_small: (issue) =>
    issue.origin === "string" && issue.minimum === 1
      ? needed
      : boundTold(issue.inclusive === false ? "more than" : "at least", issue, issue.minimum),
  too_big: (issue) => boundTold(issue.inclusive === false ? "less than" : "at most", issue, issue.maximum),
  invalid_format: ({ format }) =>
    formats[format] === undefined ? "This is not written as it should be." : `Must be ${formats[format]}.`,
  invalid_value: ({ values }) =>
    values.length === 1
      ? `Must be ${String(values[0])}.`
      : `Must be one of: ${values.slice(0, longestList).map(wordsOfValue).join(", ")}${values.length > longestList ? " …" : ""}.`,
  not_multiple_of: ({ divisor }) => `Must be a multiple of ${formatNumber(Number(divisor))}.`,
  invalid_union: ({ errors }) => unionMessage(errors),
  invalid_key: ({ issues }) => `This name is not known or not possible. ${issues.map(tell).join(" ")}`,
  custom: ({ message }) => sentence(message),
};

/** The contracts' own words as a sentence, with fields called as the form calls them. */
function sentence(message: string): string {
  const named = message
    .replaceAll(/`([^`]+)`/g, (_, name: string) => `“${wordsOf(name)}”`)
    .replaceAll(/\b[a-z]+(?:_[a-z]+)+\b/g, (name) => `“${wordsOf(name)}”`);
  return startSentence(/[.!?]$/.test(named) ? named : `${named}.`);
}

function unionMessage(branches: readonly Issue[][]): string {
  const issues = branches.flat();
  const wanted = issues.map((issue) => (issue.code === "invalid_format" ? formats[issue.format] : undefined));
  const known = wanted.filter((words) => words !== undefined);
  // One branch took the form and refused the rest: what it says is what helps.
  const custom = issues.find(({ code }) => code === "custom");
  if (custom !== undefined) return tell(custom);
  return known.length === 0 ? [...new Set(issues.map(tell))].join(" Or: ") : `Must be ${known.join(" or ")}.`;
}

function tell(issue: Issue): string {
  // Each teller takes the issues of its own code alone.
  const teller = tellers[issue.code] as ((issue: Issue) => string) | undefined;
  return teller?.(issue) ?? sentence(issue.message);
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let at = value;
  for (const part of path) {
    if (typeof at !== "object" || at === null) return true;
    at = (at as Record<PropertyKey, unknown>)[part];
  }
  return at === undefined;
}

function problemsOfIssue(issue: Issue, value: unknown): FormProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: pathOf(...issue.path, key), message: "There is nothing of this name." }));
  }
  const isRule = issue.code === "custom" || issue.code === "too_small" || issue.code === "too_big";
  const missing = !isRule && isMissing(value, issue.path);
  return [{ path: pathOf(...issue.path), message: missing ? needed : tell(issue) }];
}

/** What is wrong with a value by its schema, at most one problem per path; empty where nothing is. */
export function problemsByZod(schema: z.ZodType, value: unknown): FormProblem[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  const all = issues.flatMap((issue) => problemsOfIssue(issue, value));
  return all.filter(({ path }, at) => all.findIndex((other) => other.path === path) === at);
}

/** Problems of one field that are told; more would only push the field away. */
const toldAtOnce = 3;

/** What is wrong at a path; with `within`, what is wrong with its parts too, each with the line or the name that it is about. */
export function messageFor(problems: readonly FormProblem[], path: string, within: boolean): string | undefined {
  const prefix = path === "" ? "" : `${path}.`;
  const own = problems.filter((one) => one.path === path || (within && one.path.startsWith(prefix)));
  const messages = own.map((one) => {
    const part = one.path === path ? "" : one.path.slice(prefix.length);
    if (part === "") return one.message;
    return `${/^\d+$/.test(part) ? `Line ${Number(part) + 1}` : part}: ${one.message}`;
  });
  // The form's own check and the server's may say the same.
  const different = [...new Set(messages)];
  const rest = different.length - toldAtOnce;
  return [...different.slice(0, toldAtOnce), rest > 0 ? `And ${rest} more.` : ""].join(" ").trim() || undefined;
}
