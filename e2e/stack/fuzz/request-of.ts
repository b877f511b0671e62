import { roles } from "@agentos/contracts/roles";
import fc, { type Arbitrary } from "fast-check";
import { arbitraryOf, type Known } from "./arbitrary-of.ts";
import type { Described } from "./described.ts";
import { spoiled } from "./spoil.ts";
import { wildBody, wildHeader, wildJson, wildText } from "./wild.ts";

/** `nobody` has no token, `stranger` one that nobody has given. */
export const callers = [...roles, "nobody", "stranger"] as const;
export type CallerName = (typeof callers)[number];

/** A request as it is sent, but for the token of its caller. */
export type FuzzedRequest = {
  who: CallerName;
  method: string;
  /** Path and query. */
  target: string;
  headers: Record<string, string>;
  body: string | undefined;
};

/** Requests for an operation: as it wants them, nearly so, or not at all, of anybody. */
export function requestOf(operation: Described, known: Known): Arbitrary<FuzzedRequest> {
  return fc.record({
    who: fc.oneof(
      { weight: 3, arbitrary: fc.constant("admin" as const) },
      { weight: 7, arbitrary: fc.constantFrom(...callers) },
    ),
    method: fc.constant(operation.method),
    target: fc.tuple(pathOf(operation, known), queryOf(operation, known)).map((parts) => parts.join("")),
    headers: headersOf(operation, known),
    body: bodyOf(operation, known),
  });
}

/** Mostly what is allowed. */
function mostly<Value>(valid: Arbitrary<Value>, wild: Arbitrary<Value>): Arbitrary<Value> {
  return fc.oneof({ weight: 4, arbitrary: valid }, { weight: 1, arbitrary: wild });
}

const escapesThatAreNone = fc.constantFrom("%", "%zz", "%E0%A4%A", "%00", "%2f", "%5c", ".%2e", "%c0%ae");

function pathOf({ path, parameters }: Described, known: Known): Arbitrary<string> {
  const inPath = parameters.filter((one) => one.in === "path");
  const values = inPath.map(({ schema }) =>
    mostly(arbitraryOf(schema, known).map(encoded), fc.oneof(wildText.map(encoded), escapesThatAreNone)),
  );
  return fc
    .tuple(...values)
    .map((given) =>
      inPath.reduce((text, { name }, index) => text.replace(`{${name}}`, () => given[index] ?? ""), path),
    );
}

function queryOf({ parameters }: Described, known: Known): Arbitrary<string> {
  const inQuery = parameters.filter((one) => one.in === "query");
  const named = fc.record(
    Object.fromEntries(
      inQuery.map(({ name, schema }) => [
        name,
        mostly(
          arbitraryOf(schema, known).map((value) => encoded(textOf(value))),
          wildText.map(encoded),
        ),
      ]),
    ),
    { requiredKeys: [] },
  );
  const others = fc.array(
    fc.tuple(fc.oneof(fc.constantFrom(...filters), wildText), fc.oneof(wildText.map(encoded), escapesThatAreNone)),
    { maxLength: 2 },
  );
  return fc.tuple(named, mostly(fc.constant<[string, string][]>([]), others)).map(([given, more]) => {
    const pairs = [...Object.entries(given), ...more].map(([name, value]) => `${encoded(name)}=${value}`);
    return pairs.length > 0 ? `?${pairs.join("&")}` : "";
  });
}

/** Words that sections and pages know, whatever the document says of the operation. */
const filters = ["page", "per_page", "cursor", "sort", "search", "status", "user_id", "from", "to", "level", "action"];

function headersOf({ parameters, body }: Described, known: Known): Arbitrary<Record<string, string>> {
  const named = parameters
    .filter((one) => one.in === "header")
    .map(({ name, schema }) => [
      name,
      mostly(
        arbitraryOf(schema, known).map((value) => latin(textOf(value))),
        wildHeader,
      ),
    ]);
  const usual = fc.record(Object.fromEntries(named) as Record<string, Arbitrary<string>>, { requiredKeys: [] });
  const more = fc.dictionary(fc.constantFrom(...readByServices), wildHeader, { maxKeys: 2, noNullPrototype: true });
  const type = body === "bytes" ? "application/octet-stream" : "application/json";
  const typed = fc.oneof(
    { weight: 12, arbitrary: fc.constant({ "content-type": type }) },
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: wildHeader.map((value) => ({ "content-type": value })) },
  );
  return fc
    .tuple(usual, mostly(fc.constant<Record<string, string>>({}), more), typed)
    .map((parts) => Object.assign({}, ...parts) as Record<string, string>);
}

const readByServices = [
  "accept",
  "accept-encoding",
  "cookie",
  "if-none-match",
  "origin",
  "range",
  "traceparent",
  "user-agent",
  "x-aos-caller",
  "x-chunk-sha256",
  "x-forwarded-for",
  "x-idempotency-key",
  "x-trace-id",
];

function bodyOf({ body }: Described, known: Known): Arbitrary<string | undefined> {
  if (body === undefined) return mostly<string | undefined>(fc.constant(undefined), wildBody);
  if (body === "bytes") return fc.string({ unit: "binary", maxLength: 300 });
  const valid = arbitraryOf(body, known);
  return fc.oneof(
    { weight: 6, arbitrary: valid.map((value) => JSON.stringify(value)) },
    { weight: 6, arbitrary: spoiled(valid).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: wildJson.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: wildBody },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Half of a pair of surrogates cannot be sent in an address. */
function encoded(value: unknown): string {
  return encodeURIComponent(textOf(value).toWellFormed());
}

function latin(text: string): string {
  return text.replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, "?");
}
