/** What a line says besides its message, in one line: `method=GET route=/health status=200 ms=3`. */
export function fieldsText(fields: Readonly<Record<string, unknown>> = {}): string {
  const { method, route, status, ...others } = fields;
  return Object.entries({ method, route, status, ...others })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${shortOf(value)}`)
    .join(" ");
}

/** Of an error its message, of other things their JSON. */
function shortOf(value: unknown): string {
  if (typeof value === "string") return value;
  const { message } = (value ?? {}) as { message?: unknown };
  return typeof message === "string" ? message : JSON.stringify(value);
}
