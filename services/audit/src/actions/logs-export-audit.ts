import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { LongAction } from "@agentos/action-kit/long/long-action";
import { exportFile } from "@agentos/storage/export-file";
import { create } from "tar";
import type { Context } from "../context.ts";
import { entriesAsCsv } from "../export/entries-csv.ts";
import { exportAudit } from "../export/export-audit.ts";
import { exportFiles } from "../export/manifest.ts";

const csvFile = "entries.csv";

/** Packs an export, with the files that verify it, for somebody to take along. */
export function logsExportAudit(
  context: Pick<Context, "db" | "config" | "signer" | "store">,
): LongAction<"logs.export_audit"> {
  const { config, store } = context;
  return {
    async run({ actionId, payload: { from, to, format }, signal, progress }) {
      const scratch = await mkdtemp(path.join(tmpdir(), "audit-export-"));
      try {
        const folder = `audit-${actionId}`;
        const at = (file: string): string => path.join(scratch, folder, file);
        const period = { ...(from ? { from: new Date(from) } : {}), ...(to ? { to: new Date(to) } : {}) };
        await progress(0, 2);
        const { after, last } = await exportAudit(context, path.join(scratch, folder), period);
        if (format === "csv")
          await pipeline(createReadStream(at(exportFiles.entries)), entriesAsCsv, createWriteStream(at(csvFile)), {
            signal,
          });
        await progress(1, 2);
        const packed = create({ gzip: true, portable: true, cwd: scratch }, [folder]);
        const file = await exportFile(
          { store, secret: config.MEDIA_TOKEN_KEY, validSeconds: config.EXPORT_SECONDS },
          {
            key: `audit/${actionId}.tar.gz`,
            name: `${folder}.tar.gz`,
            contentType: "application/gzip",
            body: Readable.from(packed, { signal }),
          },
        );
        return { result: { file, first: after.seq + 1, last: last?.seq ?? after.seq } };
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    },
  };
}
