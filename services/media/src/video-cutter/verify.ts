import { AppError } from "@agentos/contracts/errors";
import { mainAudio, mainVideo, tryProbe } from "../ffmpeg/probe.ts";
import type { Tools } from "../ffmpeg/run.ts";
import type { ClipPlan } from "./clip-plan.ts";
import { clipSeconds } from "./render.ts";

/** What the finished file is, from its container. */
export type ClipFacts = { durationSeconds: number; avOffsetMs: number | null };

/**
 * Checks that a clip is what a browser plays and what was planned: H.264 in 4:2:0 of the right size, AAC where there is
 * sound, as long as planned within one frame, both streams within 40 ms. Errors: NO_PLAYABLE_CLIP with what is wrong.
 */
export async function checkClip(tools: Tools, file: string, plan: ClipPlan, hasSound: boolean): Promise<ClipFacts> {
  const told = await tryProbe(tools, file);
  if (!told.ok) throw unplayable("it cannot be read back");
  const picture = mainVideo(told.probe);
  const sound = mainAudio(told.probe);
  if (!picture || picture.codec_name !== "h264" || picture.pix_fmt !== "yuv420p") throw unplayable("it is not H.264");
  if (picture.width !== plan.output.width || picture.height !== plan.output.height)
    throw unplayable("its size is wrong");
  if (picture.nb_frames !== plan.frames) {
    throw unplayable(`it has ${picture.nb_frames} frames instead of ${plan.frames}`);
  }
  const frame = 1 / plan.rate.perSecond;
  const { duration = 0, start_time: start = 0 } = picture;
  if (Math.abs(duration - clipSeconds(plan)) > frame) throw unplayable("its length is wrong");
  if (!hasSound) return { durationSeconds: duration, avOffsetMs: null };
  if (!sound || sound.codec_name !== "aac") throw unplayable("its sound is missing");
  if (Math.abs((sound.duration ?? 0) - duration) > frame) throw unplayable("its sound is not as long as its picture");
  const avOffsetMs = Math.round(10_000 * ((sound.start_time ?? 0) - start)) / 10;
  if (Math.abs(avOffsetMs) > 40) throw unplayable(`sound and picture are ${avOffsetMs} ms apart`);
  return { durationSeconds: duration, avOffsetMs };
}

export function unplayable(why: string): AppError {
  return new AppError("NO_PLAYABLE_CLIP", `The rendered clip is not usable: ${why}.`);
}
