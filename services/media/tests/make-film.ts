import { createReadStream } from "node:fs";
import { createHash, randomUUID } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { jobOptions } from "@agentos/contracts/job-options";
import type { StageInput } from "@agentos/contracts/stages/stages";
import type { TestStageContext } from "./stage-context.ts";
import { mustRunFfmpeg } from "../src/ffmpeg/run.ts";

export type FilmOptions = {
  seconds?: number;
  size?: string;
  rate?: string;
  /** Filters on the picture. */
  filter?: string;
  /** Output arguments in place of H.264 with AAC in one file with its index at the front. */
  encode?: string;
  silent?: boolean;
};

/** Draws a short film with ffmpeg: a moving test picture and a tone. */
export async function makeFilm(context: TestStageContext, file: string, options: FilmOptions = {}): Promise<string> {
  const { seconds = 6, size = "320x180", rate = "25", filter = "null" } = options;
  const encode = options.encode ?? "-c:v libx264 -preset veryfast -g 50 -c:a aac -movflags +faststart";
  const picture = ["-f", "lavfi", "-i", `testsrc2=s=${size}:r=${rate}:d=${seconds}`];
  const sound = options.silent ? [] : ["-f", "lavfi", "-i", `sine=440:d=${seconds}`];
  await mustRunFfmpeg(context, [...picture, ...sound, "-vf", filter, ...encode.split(" "), file]);
  return file;
}

/** Stores a file as a finished upload and gives the input of the first stage. */
export async function uploaded(context: TestStageContext, file: string): Promise<StageInput<"video_downloader">> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  const key = `uploads/${randomUUID()}/source`;
  await context.store(key, file, "application/octet-stream");
  const { size } = await stat(file);
  return firstInput({
    kind: "upload",
    upload_id: randomUUID(),
    key,
    filename: path.basename(file),
    bytes: size,
    sha256: hash.digest("hex"),
  });
}

export function firstInput(source: StageInput<"video_downloader">["source"]): StageInput<"video_downloader"> {
  return { job_id: randomUUID(), run: 1, source, options: jobOptions.parse({}), outputs: {} };
}

/** Writes a changed copy of a file. */
export async function altered(file: string, name: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  const target = path.join(path.dirname(file), name);
  await writeFile(target, change(await readFile(file)));
  return target;
}
