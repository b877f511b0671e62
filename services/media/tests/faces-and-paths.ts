import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { jobOptions, type JobOptionsInput } from "@agentos/contracts/job-options";
import { faceFile, type FaceFile } from "@agentos/contracts/stages/face-detector";
import { pathFile, type PathFile } from "@agentos/contracts/stages/intelligent-cropper";
import type { StageInput, StageOutput } from "@agentos/contracts/stages/stages";
import { createStageContext, type TestStageContext } from "./stage-context.ts";
import { makeVideo } from "@agentos/testkit/video/make-video";
import type { VideoSpec, VideoTruth } from "@agentos/testkit/video/spec";
import { createFaceDetector } from "../src/face-detector/stage.ts";
import { createIntelligentCropper } from "../src/intelligent-cropper/stage.ts";

/** A made video in a store, ready for the stages after the moment detector. */
export type Film = {
  truth: VideoTruth;
  context: TestStageContext;
  input: StageInput<"face_detector">;
  close(): Promise<void>;
};

/** Makes a video; `moments` are all of it, and `cuts` those that are in it, unless told. */
export async function shoot(
  spec: VideoSpec,
  told: { cuts?: number[]; moments?: [number, number][]; signal?: AbortSignal } = {},
): Promise<Film> {
  const root = await mkdtemp(path.join(tmpdir(), "film-"));
  const context = await createStageContext({ root, ...(told.signal && { signal: told.signal }) });
  const file = path.join(root, "film.mp4");
  const truth = await makeVideo(spec, file);
  const analysis = path.join(root, "analysis.json");
  await writeFile(analysis, JSON.stringify({ scene_cuts: told.cuts ?? truth.cuts, loudness: [] }));
  const media = await context.store("media.mp4", file, "video/mp4");
  const moments = told.moments ?? [[0, truth.seconds]];
  const upload = { kind: "upload" as const, filename: "film.mp4", bytes: media.bytes, sha256: media.sha256 };
  const input: Film["input"] = {
    job_id: "01980000-0000-7000-8000-000000000000",
    run: 1,
    source: { ...upload, upload_id: "01980000-0000-7000-8000-000000000001", key: media.key },
    options: jobOptions.parse({}),
    outputs: {
      video_downloader: {
        source: upload,
        media,
        normalised: "original",
        duration_seconds: truth.seconds,
        width: truth.width,
        height: truth.height,
        fps: truth.fps,
        has_audio: spec.sound !== false,
        subtitles: null,
        tools: {},
      },
      moment_detector: {
        moments: moments.map(([start_seconds, end_seconds], index) => ({
          index,
          start_seconds,
          end_seconds,
          title: "",
          score: 50,
          reasons: [],
          features: {},
        })),
        analysis: await context.store("analysis.json", analysis, "application/json"),
        engine: "heuristic",
        note: null,
      },
    },
  };
  return { truth, context, input, close: () => rm(root, { recursive: true }) };
}

export type Found = { output: StageOutput<"face_detector">; faces: FaceFile };

export async function findFaces({ context, input }: Film): Promise<Found> {
  const output = await createFaceDetector().run(input, context);
  return { output, faces: await context.readJson(output.faces, faceFile) };
}

export type Planned = { output: StageOutput<"intelligent_cropper">; paths: PathFile };

export async function planPaths(film: Film, found: Found, options: JobOptionsInput = {}): Promise<Planned> {
  const { context, input } = film;
  const output = await createIntelligentCropper().run(
    { ...input, options: jobOptions.parse(options), outputs: { ...input.outputs, face_detector: found.output } },
    context,
  );
  return { output, paths: await context.readJson(output.paths, pathFile) };
}
