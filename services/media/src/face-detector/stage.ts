import { AppError } from "@agentos/contracts/errors";
import type { MomentFaces } from "@agentos/contracts/stages/face-detector";
import { analysis } from "@agentos/contracts/stages/moment-detector";
import type { StageInput, StageOutput } from "@agentos/contracts/stages/stages";
import { operatorSettings } from "@agentos/stage-kit/settings";
import type { StageContext, StageDefinition } from "@agentos/stage-kit/stage";
import type { RunTool } from "@agentos/stage-kit/tools";
import { detectFaces, detectorName, detectorVersion } from "./detector.ts";
import { gatherShots, type Looked } from "./gather-shots.ts";
import { sampleMoments } from "./sample-moments.ts";
import { sampledSize } from "./sampling.ts";
import { faceDetectorSettings, type FaceDetectorSettings, type FaceDetectorSettingsInput } from "./settings.ts";

/** Finds the faces in the chosen moments, follows them through each shot, and tells who speaks. */
export function createFaceDetector(given: FaceDetectorSettingsInput = {}): StageDefinition<"face_detector"> {
  const configured = faceDetectorSettings.parse(given);
  return {
    name: "face_detector",
    settings: operatorSettings("face_detector", configured),
    run: (input, context) => findAll(input, context, { ...configured, ...context.settings }),
    selfTest,
  };
}

async function findAll(
  input: StageInput<"face_detector">,
  context: StageContext,
  settings: FaceDetectorSettings,
): Promise<StageOutput<"face_detector">> {
  const { video_downloader: source, moment_detector: picked } = input.outputs;
  const file = await context.checkout(source.media.key);
  const { scene_cuts } = await context.readJson(picked.analysis, analysis);
  const frame = sampledSize(source, settings.longSide);
  const media = { ...frame, file };
  const looked = await sampleMoments(context, media, picked.moments, settings, (share) =>
    context.progress(share * 0.8),
  );
  const scene: Looked = {
    media,
    fps: source.fps,
    hasSound: source.has_audio,
    cuts: scene_cuts,
    scale: source.width / frame.width,
  };
  const moments: MomentFaces[] = [];
  const told: StageOutput<"face_detector">["moments"] = [];
  for (const [done, { moment, samples }] of looked.entries()) {
    const shots = await gatherShots(context, scene, moment, samples, settings);
    moments.push({ index: moment.index, shots });
    told.push({
      index: moment.index,
      tracks: shots.reduce((sum, shot) => sum + shot.tracks.length, 0),
      face_share: shareWithFace(
        shots,
        samples.map((sample) => sample.t),
      ),
    });
    context.progress(0.8 + (0.2 * (done + 1)) / looked.length);
  }
  return {
    faces: await context.publishJson("faces.json", { moments }),
    detector: detectorName,
    detector_version: detectorVersion,
    sampled_fps: settings.samplesPerSecond,
    moments: told,
  };
}

function shareWithFace(shots: MomentFaces["shots"], times: readonly number[]): number {
  const seen = new Set(shots.flatMap((shot) => shot.tracks.flatMap((track) => track.boxes.map((box) => box.t))));
  return times.length === 0 ? 0 : times.filter((t) => seen.has(t)).length / times.length;
}

/** Looks at one gray picture: the program, the runtime and the model must be there and answer. */
async function selfTest(runTool: RunTool): Promise<void> {
  const size = { width: 192, height: 192 };
  const tools = { runTool, signal: AbortSignal.timeout(60_000) };
  try {
    const found = await detectFaces(tools, { ...size, minScore: 0.6, keepScore: 0.45 }, (handOver) =>
      handOver(new Uint8Array(size.width * size.height * 3).fill(128), false),
    );
    if (found[0]?.length !== 0) throw new Error("The detector sees a face in a gray picture.");
  } catch (cause) {
    throw new AppError(
      "ENGINE_MISSING",
      "The face detector does not run here: it needs the packages @litertjs/core and @mediapipe/face_detection.",
      { cause },
    );
  }
}
