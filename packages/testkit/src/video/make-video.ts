import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawPerson, drawGround, faceInPicture } from "./drawings.ts";
import { startEncoder, type Encoder } from "./encoder.ts";
import { createFrame, draw, fill, type Sprite } from "./planes.ts";
import { sampleRate, speak } from "./speech.ts";
import type { DrawnFace, FaceTruth, VideoSpec, VideoTruth } from "./spec.ts";
import { layOut, mouthAt, soundTrack, type TimedScene } from "./timeline.ts";

/**
 * Makes an MP4 (H.264, AAC) with drawn faces that detectors find, speech that recognisers understand, and cuts, out of
 * nothing but a script; tells what is where in it. Needs an ffmpeg with flite and x264. About 0.1 s per second of 720p.
 */
export async function makeVideo(spec: VideoSpec, output: string): Promise<VideoTruth> {
  const picture = { width: spec.width ?? 1280, height: spec.height ?? 720, fps: spec.fps ?? 25 };
  const scenes = layOut(spec, await speakAll(spec), picture.fps);
  const frames = scenes.reduce((sum, scene) => sum + scene.frames, 0);
  const seconds = frames / picture.fps;
  const folder = await mkdtemp(join(tmpdir(), "video-"));
  try {
    const sound = spec.sound === false ? null : join(folder, "sound.wav");
    if (sound) await writeFile(sound, waveFile(soundTrack(scenes, seconds)));
    const encoder = startEncoder(picture, sound, output);
    const faces: FaceTruth[][] = [];
    for (const [index, scene] of scenes.entries()) await encodeScene(scene, index, picture, encoder, faces);
    await encoder.finish();
    return { ...picture, frames, seconds, faces, ...toldOf(scenes) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Two voices at a time: flite uses one processor each. */
async function speakAll(spec: VideoSpec): Promise<Int16Array[][]> {
  const voices = spec.scenes.map((): Int16Array[] => []);
  const open = spec.scenes.flatMap((scene, s) => (scene.speech ?? []).map((speech, i) => ({ speech, s, i })));
  const work = async (): Promise<void> => {
    for (let next = open.shift(); next; next = open.shift()) {
      const samples = await speak(next.speech);
      const scene = voices[next.s];
      if (scene) scene[next.i] = samples;
    }
  };
  await Promise.all([work(), work()]);
  return voices;
}

function toldOf(scenes: readonly TimedScene[]): Pick<VideoTruth, "cuts" | "speech"> {
  return {
    cuts: scenes.slice(1).map((scene) => scene.start),
    speech: scenes
      .flatMap(({ speech }, scene) =>
        speech.map(({ text, speaker, start, end }) => ({ text, speaker: speaker ?? null, scene, start, end })),
      )
      .sort((a, b) => a.start - b.start),
  };
}

type Actor = { face: DrawnFace; sprites: Sprite[] };

async function encodeScene(
  scene: TimedScene,
  index: number,
  picture: { width: number; height: number; fps: number },
  encoder: Encoder,
  truth: FaceTruth[][],
): Promise<void> {
  const { ground, faces = [] } = scene.scene;
  const backdrop = await drawGround(ground, picture.width, picture.height);
  const actors: Actor[] = await Promise.all(
    faces.map(async (face) => ({ face, sprites: await drawPerson(face.look ?? "light", even(face.size)) })),
  );
  const drift = typeof ground === "string" ? 0 : (ground.drift ?? 0);
  const frame = createFrame(picture.width, picture.height);
  let shown = "";
  for (let number = 0; number < scene.frames; number++) {
    const t = number / picture.fps;
    const left = even((t * drift) % (picture.width * 2));
    const placed = actors.flatMap((actor) => place(actor, scene, t));
    truth.push(placed.map((one) => ({ ...one.truth, scene: index })));
    // Where nothing has moved, the frame before is the frame.
    const looks = `${left} ${placed.map(({ x, y, mouth }) => `${x},${y},${mouth}`).join(" ")}`;
    if (looks !== shown) {
      fill(frame, backdrop, left);
      for (const { sprite, x, y } of placed) draw(frame, sprite, x, y);
      shown = looks;
    }
    await encoder.write(frame.bytes);
  }
}

type Placed = { sprite: Sprite; x: number; y: number; mouth: number; truth: Omit<FaceTruth, "scene"> };

function place({ face, sprites }: Actor, scene: TimedScene, t: number): Placed[] {
  if (t < (face.from ?? 0) || t >= (face.to ?? Infinity)) return [];
  const time = scene.start + t;
  const speech = scene.speech.find((one) => one.speaker === face.name && time >= one.start && time < one.end);
  const mouth = speech ? mouthAt(speech, time) : 0;
  const sprite = sprites[mouth];
  if (!sprite) return [];
  const middle = face.at(t);
  const [x, y, size] = [even(middle.x - face.size / 2), even(middle.y - face.size / 2), sprite.width];
  const box = {
    x: x + faceInPicture.x * size,
    y: y + faceInPicture.y * size,
    w: faceInPicture.w * size,
    h: faceInPicture.h * size,
  };
  return [{ sprite, x, y, mouth, truth: { name: face.name, ...box, speaking: speech !== undefined } }];
}

/** Colour is stored at half the size, so that pictures can stand on even pixels only. */
function even(value: number): number {
  return Math.round(value / 2) * 2;
}

function waveFile(samples: Int16Array): Buffer {
  const header = Buffer.alloc(44);
  const bytes = samples.byteLength;
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(bytes, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, bytes)]);
}
