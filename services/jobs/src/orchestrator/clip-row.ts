import type { CutClip } from "@agentos/contracts/stages/video-cutter";
import { v7 as uuidv7 } from "uuid";
import type { JobRow } from "../db/tables.ts";

/** A finished clip as its row in the table, with a new id. */
export function clipRow(clip: CutClip, job: Pick<JobRow, "id" | "user_id" | "run">) {
  return {
    id: uuidv7(),
    job_id: job.id,
    run: job.run,
    clip_index: clip.index,
    user_id: job.user_id,
    title: clip.title,
    start_seconds: clip.start_seconds,
    end_seconds: clip.end_seconds,
    duration_seconds: clip.duration_seconds,
    score: clip.score,
    reasons: JSON.stringify(clip.reasons),
    width: clip.width,
    height: clip.height,
    video: JSON.stringify(clip.video),
    thumbnail: JSON.stringify(clip.thumbnail),
    srt: clip.srt && JSON.stringify(clip.srt),
    vtt: clip.vtt && JSON.stringify(clip.vtt),
    quality: JSON.stringify(clip.quality),
    provenance: JSON.stringify(clip.provenance),
  };
}
