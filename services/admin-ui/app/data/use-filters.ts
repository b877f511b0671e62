import { useCallback, useMemo } from "react";
import { useSearchParams } from "wouter";
import type { z } from "zod";

/** Changes of filters; undefined or empty takes one away. */
export type FilterChange<Filters> = { [Key in keyof Filters]?: Filters[Key] | undefined };

/**
 * Filters that stand in the address, so that a link or going back shows the same: each parameter by its own schema, what makes
 * no sense counts as not told. Changing a filter leaves other parameters of the address as they are.
 */
export function useFilters<Schema extends z.ZodObject>(
  schema: Schema,
): [z.output<Schema>, (change: FilterChange<z.input<Schema>>, options?: { replace?: boolean }) => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (changed: FilterChange<z.input<Schema>>, options?: { replace?: boolean }): void =>
      setParams((before) => withFilters(before, changed), options),
    [setParams],
  );
  // The same object while the address says the same, so that what is made of it need not be made anew.
  const filters = useMemo(() => readFilters(schema, params), [schema, params]);
  return [filters, change];
}

function withFilters(before: URLSearchParams, changed: Readonly<Record<string, unknown>>): URLSearchParams {
  const next = new URLSearchParams(before);
  for (const [key, value] of Object.entries(changed)) {
    if (value === undefined || value === null || value === "") next.delete(key);
    else next.set(key, String(value as string));
  }
  return next;
}

/** The filters that an address tells. */
export function readFilters<Schema extends z.ZodObject>(schema: Schema, params: URLSearchParams): z.output<Schema> {
  const told: [string, unknown][] = [];
  for (const [key, field] of Object.entries(schema.shape)) {
    const text = params.get(key);
    if (text === null) continue;
    const asIs = (field as z.ZodType).safeParse(text);
    const asData = asIs.success ? asIs : (field as z.ZodType).safeParse(asValue(text));
    if (asData.success) told.push([key, asData.data]);
  }
  return Object.fromEntries(told) as z.output<Schema>;
}

function asValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  return text.trim() === "" ? text : Number(text);
}
