import type { ClipView } from "@agentos/contracts/api/clips";
import type { ClipRow } from "../db/tables.ts";
import { mediaExpiry, signMediaToken, type MediaKind } from "../domain/media-token.ts";

/** The addresses of a clip's files, signed, and until when they work. */
export type SignAddresses = (clipId: string) => { of: (kind: MediaKind) => string; expireAt: Date };

export function createAddressSigner(config: { MEDIA_TOKEN_KEY: string; MEDIA_TOKEN_SECONDS: number }): SignAddresses {
  return (clipId) => {
    const expiresAt = mediaExpiry(config.MEDIA_TOKEN_SECONDS);
    return {
      of: (kind) => `/media/${signMediaToken({ clipId, kind, expiresAt }, config.MEDIA_TOKEN_KEY)}`,
      expireAt: new Date(expiresAt * 1000),
    };
  };
}

export function clipView(clip: ClipRow, sign: SignAddresses): ClipView {
  const addresses = sign(clip.id);
  return {
    id: clip.id,
    job_id: clip.job_id,
    index: clip.clip_index,
    title: clip.title,
    start_seconds: clip.start_seconds,
    end_seconds: clip.end_seconds,
    duration_seconds: clip.duration_seconds,
    width: clip.width,
    height: clip.height,
    bytes: clip.video.bytes,
    score: clip.score,
    reasons: clip.reasons,
    url: addresses.of("video"),
    thumbnail_url: addresses.of("thumbnail"),
    captions_url: clip.vtt && addresses.of("vtt"),
    subtitles_url: clip.srt && addresses.of("srt"),
    urls_expire_at: addresses.expireAt.toISOString(),
    quality: clip.quality,
    provenance: clip.provenance,
    created_at: clip.created_at.toISOString(),
  };
}
