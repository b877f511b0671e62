import { loudnessAt, sampleRate } from "./speech.ts";
import type { Scene, Speech, VideoSpec } from "./spec.ts";

export type TimedSpeech = Speech & { start: number; end: number; samples: Int16Array; peak: number };

/** A scene with its place in the video: its first frame, its count of frames, and its speech in seconds of the video. */
export type TimedScene = { scene: Scene; firstFrame: number; frames: number; start: number; speech: TimedSpeech[] };

const tail = 0.5;
/** Shorter than a syllable, longer than a pitch period. */
const mouthWindow = 0.05;

/** Lays the scenes and what is spoken in them one after the other. `voices` holds the samples of each scene's speech. */
export function layOut(spec: VideoSpec, voices: readonly Int16Array[][], fps: number): TimedScene[] {
  const timed: TimedScene[] = [];
  let firstFrame = 0;
  for (const [index, scene] of spec.scenes.entries()) {
    const start = firstFrame / fps;
    const speech = placeSpeech(scene, voices[index] ?? [], start);
    const seconds = scene.seconds ?? Math.max(0, ...speech.map((one) => one.end - start)) + tail;
    const frames = Math.round(seconds * fps);
    timed.push({ scene, firstFrame, frames, start, speech });
    firstFrame += frames;
  }
  return timed;
}

function placeSpeech(scene: Scene, voices: readonly Int16Array[], sceneStart: number): TimedSpeech[] {
  let end = sceneStart;
  return (scene.speech ?? []).map((speech, index) => {
    const samples = voices[index] ?? new Int16Array();
    const start = speech.at === undefined ? end + (speech.pause ?? 0.5) : sceneStart + speech.at;
    end = start + samples.length / sampleRate;
    return { ...speech, start, end, samples, peak: peakOf(samples) };
  });
}

function peakOf(samples: Int16Array): number {
  let peak = 0;
  for (let t = 0; t < samples.length / sampleRate; t += mouthWindow)
    peak = Math.max(peak, loudnessAt(samples, t, mouthWindow));
  return peak;
}

/** How far a speaker's mouth is open at a time of the video: 0 closed, 1 half, 2 wide. It follows the voice's loudness. */
export function mouthAt(speech: TimedSpeech, time: number): number {
  const share = loudnessAt(speech.samples, time - speech.start, mouthWindow) / (speech.peak || 1);
  return share > 0.5 ? 2 : share > 0.2 ? 1 : 0;
}

/** All sound of the video as 16-bit samples. */
export function soundTrack(scenes: readonly TimedScene[], seconds: number): Int16Array {
  const track = new Int16Array(Math.ceil(seconds * sampleRate));
  for (const speech of scenes.flatMap((scene) => scene.speech)) {
    const first = Math.round(speech.start * sampleRate);
    for (let i = 0; i < speech.samples.length && first + i < track.length; i++) {
      const sum = (track[first + i] ?? 0) + (speech.samples[i] ?? 0);
      track[first + i] = Math.max(-32_768, Math.min(32_767, sum));
    }
  }
  return track;
}
