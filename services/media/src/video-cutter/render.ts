import { AppError } from "@agentos/contracts/errors";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { mediaInput } from "../ffmpeg/input-args.ts";
import { reportShare, runFfmpeg, type Tools } from "../ffmpeg/run.ts";
import type { ClipPlan } from "./clip-plan.ts";
import { cropCommands } from "./crop-commands.ts";
import { leadSeconds, videoGraph, type GraphFiles } from "./filter-graph.ts";
import { evenSound, levellingFilters, type Levelling } from "./loudness.ts";
import type { VideoCutterSettings } from "./settings.ts";

/** Indexes of the picture and the sound among the streams of a file; null without sound. */
export type MediaStreams = { video: number; audio: number | null };

export type RenderJob = {
  /** Names the files of this clip in the work folder. */
  name: string;
  media: string;
  streams: MediaStreams;
  plan: ClipPlan;
  captions: GraphFiles["captions"];
  /** How to level the sound; null leaves it as it is. */
  levelling: Levelling | null;
};

type Surroundings = Tools & {
  workDir: string;
  settings: VideoCutterSettings;
  progress: (fraction: number) => void;
};

/** Renders a clip in one pass into the work folder; the path of the MP4. Errors: NO_PLAYABLE_CLIP with ffmpeg's words as cause. */
export async function renderClip(job: RenderJob, around: Surroundings): Promise<string> {
  const commands = cropCommands(job.plan);
  const commandFile = commands === "" ? null : `${job.name}.commands`;
  if (commandFile) await writeFile(path.join(around.workDir, commandFile), commands);
  const output = `${job.name}.mp4`;
  const result = await runFfmpeg(around, renderArgs(job, commandFile, output, around.settings), {
    cwd: around.workDir,
    onProgress: reportShare(around.progress, clipSeconds(job.plan)),
  });
  if (result.exitCode !== 0) {
    throw new AppError("NO_PLAYABLE_CLIP", "This moment could not be rendered: ffmpeg gave up on it.", {
      cause: new Error(result.messages.slice(-5).join(" | ")),
    });
  }
  return path.join(around.workDir, output);
}

function renderArgs(job: RenderJob, commands: string | null, output: string, settings: VideoCutterSettings): string[] {
  const { plan, streams } = job;
  const files = { commands, captions: job.captions };
  const graphs = [videoGraph(plan, files, `0:${streams.video}`, "picture")];
  const sound =
    streams.audio === null ? null : `[0:${streams.audio}]${soundFilters(plan, job.levelling).join(",")}[sound]`;
  if (sound) graphs.push(sound);
  return [
    mediaInput(job.media, { start: seekTime(plan), duration: clipSeconds(plan) + 1 }),
    ["-filter_complex", graphs.join(";"), "-map", "[picture]", ...(sound ? ["-map", "[sound]"] : [])],
    ["-c:v", "libx264", "-preset", settings.preset, "-crf", String(settings.crf), "-pix_fmt", "yuv420p"],
    ["-g", String(Math.round(plan.rate.perSecond * 4))],
    sound ? ["-c:a", "aac", "-b:a", `${settings.audioKilobits}k`, "-ar", "48000"] : [],
    // Nothing of the source's own tags: they may tell where it was filmed.
    ["-map_metadata", "-1", "-map_chapters", "-1", "-movflags", "+faststart", output],
  ].flat();
}

/** Where decoding begins, in seconds of the media. */
export function seekTime(plan: ClipPlan): number {
  return plan.firstFrame / plan.rate.perSecond - leadSeconds(plan);
}

export function clipSeconds(plan: ClipPlan): number {
  return plan.frames / plan.rate.perSecond;
}

/** Exactly as long as the picture, filled up with silence, without a click at either end. */
function soundFilters(plan: ClipPlan, levelling: Levelling | null): string[] {
  const seconds = clipSeconds(plan);
  return [
    `asetpts=PTS-${leadSeconds(plan).toFixed(6)}/TB`,
    ...evenSound,
    ...(levelling ? levellingFilters(levelling) : []),
    `apad=whole_dur=${seconds.toFixed(6)}`,
    `atrim=start=0:end=${seconds.toFixed(6)}`,
    "afade=t=in:d=0.015",
    `afade=t=out:st=${Math.max(0, seconds - 0.03).toFixed(6)}:d=0.03`,
  ];
}
