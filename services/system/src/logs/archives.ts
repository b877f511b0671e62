import type { z } from "zod";
import type { logArchive } from "@agentos/contracts/snapshot/parts/system-logs";
import { signFileToken } from "@agentos/storage/file-token";
import type { Context } from "../context.ts";

type Around = Pick<Context, "db" | "config">;

const shown = 10;
const contentType = "application/gzip";

/** The files that an action has written; without one, the newest of all. Each with an address that it can be had from. */
export async function viewArchives(
  { db, config }: Around,
  { actionId }: { actionId?: string } = {},
): Promise<z.input<typeof logArchive>[]> {
  const files = db.selectFrom("log_archives").select(["key", "lines", "bytes", "sha256", "first_at", "last_at"]);
  const rows =
    actionId === undefined
      ? await files.orderBy("made_at", "desc").limit(shown).execute()
      : await files.where("action_id", "=", actionId).orderBy("made_at").execute();
  const expiresAt = expiryOf(config.EXPORT_SECONDS, Date.now() / 1000);
  return rows.map(({ first_at, last_at, ...file }) => {
    const name = `logs ${first_at.toISOString().slice(0, 19).replaceAll(":", "-")}.ndjson.gz`;
    const { key, bytes, sha256 } = file;
    const token = signFileToken({ key, name, contentType, bytes, sha256, expiresAt }, config.MEDIA_TOKEN_KEY);
    return {
      ...file,
      name,
      url: `/media/${token}`,
      expires_at: new Date(expiresAt * 1000).toISOString(),
      first_at: first_at.toISOString(),
      last_at: last_at.toISOString(),
    };
  });
}

/** In `seconds` to 1.5 times that, rounded: the snapshot does not change all the time. In seconds since 1970. */
function expiryOf(seconds: number, now: number): number {
  const step = Math.max(1, Math.floor(seconds / 2));
  return (Math.floor(now / step) + 3) * step;
}
