import { mediaInput } from "../../ffmpeg/input-args.ts";
import { mustRunFfmpeg, reportShare, type Tools } from "../../ffmpeg/run.ts";
import type { Rhythm } from "../judge/frame-clock.ts";
import type { Inspection } from "../judge/inspect.ts";

/** How sound is encoded where it is: stereo AAC that starts with the picture. */
export const encodedSound = "-c:a aac -b:a 160k -ar 48000 -ac 2 -af aresample=async=1:first_pts=0".split(" ");

/** Puts the two main streams into an MP4 without touching the picture; the sound is encoded only where it is no AAC. */
export async function remux(
  tools: Tools,
  { file, video, audio }: Inspection,
  rhythm: Rhythm,
  target: string,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const sound = audio?.codec_name === "aac" ? ["-c:a", "copy"] : encodedSound;
  const args = [
    ...mediaInput(file, {}, ["-fflags", "+genpts"]),
    "-map",
    `0:${video.index}`,
    "-c:v",
    "copy",
    ...(audio ? ["-map", `0:${audio.index}`, ...sound] : []),
    ..."-map_metadata -1 -map_chapters -1 -sn -dn -f mp4".split(" "),
    target,
  ];
  await mustRunFfmpeg(tools, args, { onProgress: reportShare(onProgress, rhythm.end) });
}
