import { isObject } from "./json-schema.ts";

/** A row of a table while it is filled in: its name may be missing still, or there twice. */
export type TableRow = { id: number; name: string; value: unknown };

export function rowsOf(value: unknown): TableRow[] {
  return Object.entries(isObject(value) ? value : {}).map(([name, part], id) => ({ id, name, value: part }));
}

/** The object of what is filled in; a name that is there twice counts where it stands first. A row without a name is not in it. */
export function objectOfRows(rows: readonly TableRow[]): Record<string, unknown> {
  const counts = ({ name, value }: TableRow): boolean => name !== "" && value !== undefined;
  const filled = rows.filter((row) => counts(row) && row === rows.find((one) => counts(one) && one.name === row.name));
  return Object.fromEntries(filled.map(({ name, value }) => [name, value]));
}

/** Whether rows say the same as a value, in any order. */
export function saysTheSame(rows: readonly TableRow[], value: unknown): boolean {
  const mine = objectOfRows(rows);
  const given = isObject(value) ? value : {};
  const names = Object.keys(mine);
  return (
    names.length === Object.keys(given).length &&
    names.every((name) => JSON.stringify(mine[name]) === JSON.stringify(given[name]))
  );
}

/** What is wrong with a name of a row, beside what the schema says of it. */
export function nameProblem(rows: readonly TableRow[], row: TableRow): string | undefined {
  if (row.name === "")
    return row.value === undefined ? undefined : "This needs a name; it is left out until it has one.";
  const first = rows.find(({ name }) => name === row.name);
  return first === row ? undefined : "This name is there already.";
}
