import { pipeline } from "node:stream/promises";
import type { Artefact } from "@agentos/contracts/artefact";
import type { clipOperations } from "@agentos/contracts/api/clips";
import { AppError } from "@agentos/contracts/errors";
import { readFileToken } from "@agentos/storage/file-token";
import { tagMatches } from "@agentos/service-kit/http/entity-tag";
import type { Handler } from "@agentos/service-kit/http/routes";
import type { Request, Response } from "express";
import type { Context } from "../context.ts";
import { findClip } from "../db/clips.ts";
import type { ClipRow } from "../db/tables.ts";
import { readMediaToken, type MediaKind } from "../domain/media-token.ts";

type Range = { start: number; end: number };

const files: Record<MediaKind, { extension: string; of: (clip: ClipRow) => Artefact | null }> = {
  video: { extension: "mp4", of: (clip) => clip.video },
  thumbnail: { extension: "jpg", of: (clip) => clip.thumbnail },
  vtt: { extension: "vtt", of: (clip) => clip.vtt },
  srt: { extension: "srt", of: (clip) => clip.srt },
};

/** A file that has an address: what is stored, and what it is called when it is saved. */
type Addressed = { file: Artefact; name: string; expiresAt: number };

/** Streams a clip's file, or one that was exported, to whoever has its signed address; honours Range and If-None-Match. */
export function mediaRoute(context: Context): Handler<typeof clipOperations.media> {
  const { store, log } = context;
  return async ({ params, query, request, response, signal }) => {
    const addressed = (await clipFile(context, params.token)) ?? exportedFile(context, params.token);
    if (!addressed) throw new AppError("NOT_FOUND", "This address does not work any more. Open the page again.");
    const { file, name, expiresAt } = addressed;
    describeFile(response, file, expiresAt);
    if (query.download) response.attachment(name);
    // `attachment` guesses the type by the name; what was stored is known better.
    response.setHeader("Content-Type", file.content_type);
    const known = request.get("if-none-match");
    if (known !== undefined && tagMatches(known, tagOf(file))) {
      response.status(304).end();
      return;
    }
    const range = readRange(request, response, file);
    response.setHeader("Content-Length", range ? range.end - range.start + 1 : file.bytes);
    if (request.method === "HEAD" || file.bytes === 0) {
      response.end();
      return;
    }
    try {
      await pipeline(await store.read(file.key, range), response, { signal });
    } catch (error) {
      // The reader went away, which players do at every seek.
      if (!signal.aborted) throw error;
      log.debug({ err: error }, "reader of a media file went away");
    }
  };
}

async function clipFile({ db, config }: Context, token: string): Promise<Addressed | undefined> {
  const claim = readMediaToken(token, config.MEDIA_TOKEN_KEY);
  const clip = claim && (await findClip(db, claim.clipId));
  const file = clip && files[claim.kind].of(clip);
  return file ? { file, name: `${clip.title}.${files[claim.kind].extension}`, expiresAt: claim.expiresAt } : undefined;
}

function exportedFile({ config }: Context, token: string): Addressed | undefined {
  const claim = readFileToken(token, config.MEDIA_TOKEN_KEY);
  if (!claim) return undefined;
  const { key, bytes, sha256, contentType, name, expiresAt } = claim;
  return { file: { key, bytes, sha256, content_type: contentType }, name, expiresAt };
}

function describeFile(response: Response, file: Artefact, expiresAt: number): void {
  const secondsLeft = Math.max(0, Math.floor(expiresAt - Date.now() / 1000));
  response.setHeader("Cache-Control", `private, max-age=${secondsLeft}, immutable`);
  response.setHeader("ETag", tagOf(file));
  response.setHeader("Accept-Ranges", "bytes");
  response.setHeader("X-Content-Type-Options", "nosniff");
}

function tagOf({ sha256 }: Artefact): string {
  return `"${sha256}"`;
}

/**
 * The one range that is asked for, with status 206; undefined for the whole file: no range, a malformed one, several (RFC 9110
 * allows to ignore them), or one of another version of the file. A range outside the file is answered with 416.
 */
function readRange(request: Request, response: Response, file: Artefact): Range | undefined {
  const condition = request.get("if-range");
  if (condition !== undefined && condition !== tagOf(file)) return undefined;
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
