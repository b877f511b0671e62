import { fileUploaded } from "@agentos/contracts/events/uploads";
import { recordEvent } from "@agentos/messaging/outbox";
import type { Context } from "./context.ts";
import type { Tx, Upload } from "./db/tables.ts";

type Said = Pick<Context, "log" | "meters">;

/** What happens to uploads besides `file:uploaded`, which others are told too. */
export type Happening = "upload:started" | "upload:expired" | "upload:damaged" | "upload:mismatch" | "upload:job";

/** Counts what has happened to an upload, and writes one log line. File names are personal and are not logged. */
export function note({ log, meters }: Said, event: Happening, fields: Record<string, unknown>): void {
  meters.events.inc({ event });
  log.info(fields, event);
}

/** Records that a file has arrived, in the transaction that says so; returns what is to be said once it is committed. */
export async function recordUploaded(
  tx: Tx,
  upload: Upload,
  version: number,
  sha256: string,
): Promise<(context: Said) => void> {
  const payload = { upload_id: upload.id, user_id: upload.user_id, bytes: upload.size, sha256 };
  await recordEvent(tx, fileUploaded, { id: upload.id, version }, payload);
  return ({ log, meters }) => {
    meters.events.inc({ event: fileUploaded.name });
    log.info(payload, fileUploaded.name);
  };
}
