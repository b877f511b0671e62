/** The cells of a line. */
export type Row = readonly string[];

/** As it is written in programs. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** `a, b`, and a dash for none. */
export function list(items: readonly string[] = []): string {
  return items.length === 0 ? "–" : items.join(", ");
}

/** A table whose columns are as wide as their widest cell, which is how the formatter has it. */
export function table(titles: Row, rows: readonly Row[]): string {
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: Row): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(titles), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
