import type { ClipView } from "@agentos/contracts/api/clips";
import type { ClipRow } from "../db/tables.ts";
import { mediaExpiry, signMediaToken, type MediaKind } from "../domain/media-token.ts";

/** The address of a clip's file, signed, working for a while. */
export type SignAddress = (clipId: string, kind: MediaKind) => string;

export function createAddressSigner(config: { MEDIA_TOKEN_KEY: string; MEDIA_TOKEN_SECONDS: number }): SignAddress {
  return (clipId, kind) => {
    const expiresAt = mediaExpiry(config.MEDIA_TOKEN_SECONDS);
    return `/media/${signMediaToken({ clipId, kind, expiresAt }, config.MEDIA_TOKEN_KEY)}`;
  };
}

export function clipView(clip: ClipRow, address: SignAddress): ClipView {
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
    url: address(clip.id, "video"),
    thumbnail_url: address(clip.id, "thumbnail"),
    captions_url: clip.vtt && address(clip.id, "vtt"),
    subtitles_url: clip.srt && address(clip.id, "srt"),
    quality: clip.quality,
    provenance: clip.provenance,
    created_at: clip.created_at.toISOString(),
  };
}
