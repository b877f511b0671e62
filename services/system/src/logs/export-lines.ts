import { pipeline } from "node:stream/promises";
import { PassThrough, Readable, type Transform } from "node:stream";
import type { LongAction, LongTask } from "@agentos/action-kit/long/long-action";
import { exportFile } from "@agentos/storage/export-file";
import { stringify } from "csv-stringify";
import type { Context } from "../context.ts";
import type { Tx } from "../db/tables.ts";
import { parametersOf } from "./filter.ts";
import { viewOf, type LineRow } from "./line-view.ts";
import { readLines } from "./read-lines.ts";
import { countLines } from "./statements.ts";

type Format = { extension: string; contentType: string; write(): Transform; chunk(line: LineRow): unknown };

const columns = ["id", "at", "level", "service", "instance", "message", "trace_id", "job_id", "fields"];

const formats: Record<"ndjson" | "csv", Format> = {
  ndjson: {
    extension: "ndjson",
    contentType: "application/x-ndjson",
    write: () => new PassThrough(),
    chunk: (line) => `${JSON.stringify(viewOf(line))}\n`,
  },
  csv: {
    extension: "csv",
    contentType: "text/csv; charset=utf-8",
    // What a spreadsheet would take for a formula is text to it.
    write: () => stringify({ header: true, columns, escape_formulas: true, record_delimiter: "windows" }),
    chunk: (line) => viewOf(line),
  },
};

/** Makes a file of the lines that match, all as of one moment. */
export function exportLines({
  db,
  store,
  config,
}: Pick<Context, "db" | "store" | "config">): LongAction<"logs.export"> {
  const options = { store, secret: config.MEDIA_TOKEN_KEY, validSeconds: config.EXPORT_SECONDS };
  return {
    run: (task) =>
      db
        .transaction()
        .setIsolationLevel("repeatable read")
        .setAccessMode("read only")
        .execute(async (tx) => {
          const format = formats[task.payload.format];
          const said = { lines: 0 };
          const written = format.write();
          const [file] = await Promise.all([
            exportFile(options, {
              key: `logs/${task.actionId}.${format.extension}`,
              name: `logs-${new Date().toISOString().slice(0, 10)}.${format.extension}`,
              contentType: format.contentType,
              body: written,
            }),
            pipeline(Readable.from(chunksOf(tx, task, format, said)), written, { signal: task.signal }),
          ]);
          return { result: { lines: said.lines, file } };
        }),
  };
}

async function* chunksOf(tx: Tx, task: LongTask<"logs.export">, format: Format, said: { lines: number }) {
  const given = parametersOf(task.payload.filter);
  const [{ lines: total = 0 } = {}] = await countLines(tx, ...given, null);
  for await (const lines of readLines(tx, given)) {
    await task.progress(said.lines, total);
    for (const line of lines) yield format.chunk(line);
    said.lines += lines.length;
  }
}
