import { pipeline } from "node:stream/promises";
import type { Artefact } from "@agentos/contracts/artefact";
import type { clipOperations } from "@agentos/contracts/api/clips";
import { AppError } from "@agentos/contracts/errors";
import type { Handler } from "@agentos/service-kit/http/routes";
import type { Request, Response } from "express";
import type { Context } from "../context.ts";
import { findClip } from "../db/clips.ts";
import type { ClipRow } from "../db/tables.ts";
import { readMediaToken, type MediaClaim, type MediaKind } from "../domain/media-token.ts";

type Range = { start: number; end: number };

const files: Record<MediaKind, { extension: string; of: (clip: ClipRow) => Artefact | null }> = {
  video: { extension: "mp4", of: (clip) => clip.video },
  thumbnail: { extension: "jpg", of: (clip) => clip.thumbnail },
  vtt: { extension: "vtt", of: (clip) => clip.vtt },
  srt: { extension: "srt", of: (clip) => clip.srt },
};

/** Streams a clip's file to whoever has its signed address; honours Range and If-None-Match. */
export function mediaRoute({ db, store, config, log }: Context): Handler<typeof clipOperations.media> {
  return async ({ params, query, request, response, signal }) => {
    const claim = readMediaToken(params.token, config.MEDIA_TOKEN_KEY);
    const clip = claim && (await findClip(db, claim.clipId));
    const file = clip && files[claim.kind].of(clip);
    if (!file) throw new AppError("NOT_FOUND", "This address does not work any more. Open the clip's page again.");
    describeFile(response, file, claim);
    if (query.download) response.attachment(`${clip.title}.${files[claim.kind].extension}`);
    // `attachment` guesses the type by the name; what was stored is known better.
    response.setHeader("Content-Type", file.content_type);
    if (request.fresh) {
      response.status(304).end();
      return;
    }
    const range = readRange(request, response, file);
    response.setHeader("Content-Length", range ? range.end - range.start + 1 : file.bytes);
    if (request.method === "HEAD" || file.bytes === 0) {
      response.end();
      return;
    }
    const stream = await store.read(file.key, range);
    try {
      await pipeline(stream, response, { signal });
    } catch (error) {
      // The reader went away, which players do at every seek.
      if (!signal.aborted) throw error;
      log.debug({ err: error }, "reader of a media file went away");
    }
  };
}

function describeFile(response: Response, file: Artefact, claim: MediaClaim): void {
  const secondsLeft = Math.max(0, Math.floor(claim.expiresAt - Date.now() / 1000));
  response.setHeader("Cache-Control", `private, max-age=${secondsLeft}, immutable`);
  response.setHeader("ETag", `"${file.sha256}"`);
  response.setHeader("Accept-Ranges", "bytes");
  response.setHeader("X-Content-Type-Options", "nosniff");
}

/**
 * The one range that is asked for, with status 206; undefined for the whole file: no range, a malformed one, several (RFC 9110
 * allows to ignore them), or one of another version of the file. A range outside the file is answered with 416.
 */
function readRange(request: Request, response: Response, file: Artefact): Range | undefined {
  const condition = request.get("if-range");
  if (condition !== undefined && condition !== `"${file.sha256}"`) return undefined;
  const ranges = request.range(file.bytes, { combine: true });
  if (ranges === -1) {
    response.removeHeader("ETag");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Range", `bytes */${file.bytes}`);
    throw new AppError("RANGE_NOT_SATISFIABLE");
  }
  if (ranges === undefined || ranges === -2 || ranges.type !== "bytes") return undefined;
  const [range, ...more] = ranges;
  if (!range || more.length > 0) return undefined;
  response.status(206);
  response.setHeader("Content-Range", `bytes ${range.start}-${range.end}/${file.bytes}`);
  return range;
}
