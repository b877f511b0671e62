import { ssotOperations } from "@agentos/contracts/api/admin";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { z } from "zod";
import type { ApiClient } from "../api-client.ts";

/** What a newer server adds is kept as well: patches may speak of it. */
const document = z.looseObject({
  epoch: z.uuid(),
  version: z.int(),
  generated_at: z.iso.datetime(),
  stale: z.array(z.unknown()),
});
const operation = { ...ssotOperations.ssot, reply: document };

export type SnapshotReading = {
  /** Undefined where it is the one that the reader holds. */
  document: Snapshot | undefined;
  etag: string | undefined;
  /** The server itself does not know whether it is the latest. */
  stale: boolean;
  /** Seconds since it was the latest for certain. */
  ageSeconds: number;
};

/** Reads the whole snapshot, if it is another than that of `etag`. Errors: ApiError, or the signal's reason. */
export async function readSnapshot(
  client: Pick<ApiClient, "readIfChanged">,
  etag: string | undefined,
  signal: AbortSignal,
): Promise<SnapshotReading> {
  const { data, headers } = await client.readIfChanged(operation, etag, { signal });
  return {
    document: data as Snapshot | undefined,
    etag: headers.get("ETag") ?? undefined,
    stale: headers.get("X-Cache") === "STALE",
    ageSeconds: Number(headers.get("Age") ?? 0) || 0,
  };
}
