import type { Operation } from "@agentos/contracts/api/operation";

type Values = Readonly<Record<string, unknown>>;

/**
 * The address of an operation: its path with the parameters filled in, and the query. What is undefined is left out.
 * Errors: TypeError when a parameter of the path is missing.
 */
export function addressOf(baseUrl: string, operation: Operation, params: Values = {}, query: Values = {}): string {
  const path = operation.path.replace(/:(\w+)/g, (_match, name: string) => {
    const value = params[name];
    if (value === undefined || value === "") throw new TypeError(`The address ${operation.path} needs ${name}.`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  ).toString();
  return `${baseUrl.replace(/\/+$/, "")}${path}${search === "" ? "" : `?${search}`}`;
}
