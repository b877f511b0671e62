import path from "node:path";
import { systemPath } from "@agentos/local-servers/process/process-spec";
import { runToEnd } from "../provision/run-to-end.ts";

/** A short upright video (MP4, H.264 and AAC) and a picture of it (JPEG). */
export type DrawnClip = { videoPath: string; thumbnailPath: string; seconds: number; width: number; height: number };

const shape = { seconds: 4, width: 720, height: 1280 };
const colours = "c0=0x14213d:c1=0x3a506b:c2=0x5bc0be:c3=0xfca311:nb_colors=4";

/** Draws what seeded clips play: moving colours and a low tone. Errors: the end of ffmpeg's log. */
export async function drawClip(folder: string, log: string): Promise<DrawnClip> {
  const videoPath = path.join(folder, "clip.mp4");
  const thumbnailPath = path.join(folder, "clip.jpg");
  const { seconds, width, height } = shape;
  const picture = `gradients=size=${width}x${height}:rate=30:duration=${seconds}:speed=0.02:seed=7:${colours}`;
  const tone = `sine=frequency=220:sample_rate=48000:duration=${seconds},volume=0.2`;
  await ffmpeg(log, [
    ...["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone],
    ...["-c:v", "libx264", "-preset", "veryfast", "-crf", "30", "-pix_fmt", "yuv420p"],
    ...["-c:a", "aac", "-b:a", "64k", "-t", `${seconds}`, "-movflags", "+faststart", videoPath],
  ]);
  await ffmpeg(log, ["-ss", `${seconds / 2}`, "-i", videoPath, "-frames:v", "1", "-q:v", "4", thumbnailPath]);
  return { videoPath, thumbnailPath, ...shape };
}

async function ffmpeg(log: string, args: readonly string[]): Promise<void> {
  await runToEnd({
    program: "ffmpeg",
    args: ["-nostdin", "-v", "warning", "-y", ...args],
    cwd: path.dirname(log),
    env: { PATH: systemPath },
    log,
    signal: new AbortController().signal,
  });
}
