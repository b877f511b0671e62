import { spawn } from "node:child_process";

export type Encoder = {
  /** Resolves when the frame is handed over, so that its bytes may be used again. */
  write(frame: Uint8Array): Promise<void>;
  /** Ends the file; throws what ffmpeg complained about. */
  finish(): Promise<void>;
};

/** Starts ffmpeg on raw frames (yuv420p, BT.709) and, where there is one, a sound file; it writes H.264 and AAC. */
export function startEncoder(
  picture: { width: number; height: number; fps: number },
  sound: string | null,
  output: string,
): Encoder {
  const args = [
    ["-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p"],
    ["-s", `${picture.width}x${picture.height}`, "-r", String(picture.fps), "-i", "pipe:0"],
    sound ? ["-i", sound, "-c:a", "aac", "-b:a", "96k", "-ar", "48000"] : [],
    ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "animation", "-crf", "21", "-g", String(picture.fps * 4)],
    ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"],
    ["-movflags", "+faststart", output],
  ];
  const child = spawn("ffmpeg", args.flat(), { stdio: ["pipe", "ignore", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (piece: Buffer) => (complaint += piece.toString()));
  const failure = new Promise<Error | null>((resolve) => {
    child.once("error", resolve);
    child.once("close", (code) => resolve(code === 0 ? null : new Error(`ffmpeg ended with ${code}: ${complaint}`)));
  });
  // What broke the pipe is told by ffmpeg's end, in its own words.
  child.stdin.on("error", () => child.kill());
  const finish = async (): Promise<void> => {
    child.stdin.end();
    const error = await failure;
    if (error) throw error;
  };
  return {
    finish,
    write: async (frame) => {
      const broken = await new Promise<boolean>((resolve) =>
        child.stdin.write(frame, (error) => resolve(error != null)),
      );
      if (broken) await finish();
    },
  };
}
