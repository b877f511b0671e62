import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { SnapshotBytes } from "./held-snapshot.ts";

const toGzip = promisify(gzip);
const toBrotli = promisify(brotliCompress);
/** Of eleven: higher ones take longer than a version lasts. */
const brotliQuality = 5;

/** The finished bodies of `GET /api/admin/ssot`: serialised and compressed once, whoever asks for them. */
export async function encodeSnapshot(snapshot: Snapshot, confirmedAt: Date, tookMs: number): Promise<SnapshotBytes> {
  const { epoch, version, generated_at, stale } = snapshot;
  const envelope = { success: true, data: snapshot, timestamp: generated_at, response_time_ms: tookMs };
  const identity = Buffer.from(JSON.stringify(envelope));
  const [zipped, brotli] = await Promise.all([
    toGzip(identity),
    toBrotli(identity, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
        [constants.BROTLI_PARAM_SIZE_HINT]: identity.length,
      },
    }),
  ]);
  return {
    epoch,
    version,
    confirmed_at: confirmedAt.toISOString(),
    stale: stale.length,
    etag: `"${createHash("sha256").update(identity).digest("base64url")}"`,
    generated_at,
    identity: identity.toString("base64"),
    gzip: zipped.toString("base64"),
    brotli: brotli.toString("base64"),
  };
}
