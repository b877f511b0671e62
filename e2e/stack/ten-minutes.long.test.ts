import { readFileSync } from "node:fs";
import path from "node:path";
import { stageNames } from "@agentos/contracts/stages/stages";
import { linear, still, swing } from "@agentos/testkit/video/motion";
import { makeVideo } from "@agentos/testkit/video/make-video";
import type { Scene, Voice } from "@agentos/testkit/video/spec";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { descendantsOf, signIn, type Person } from "./driver.ts";
import type { JobDetail } from "@agentos/contracts/api/jobs";

let stack: Stack;
let person: Person;

beforeAll(async () => {
  stack = await startStack();
  person = await signIn(stack, "user");
}, 600_000);
afterAll(() => stack?.stop(), 120_000);

const subjects = [
  "the river",
  "our garden",
  "the old school",
  "a small company",
  "the winter",
  "my first teacher",
  "the city",
  "good music",
];
const plain = [
  "We talked about it for some time, and then we went on with the work.",
  "There were people who liked it, and there were people who did not.",
  "In the morning it looked the same as on the day before.",
  "Some of them came back in the afternoon and sat down with us.",
  "It was a long day, and nobody wanted to go home early.",
  "After that we wrote a letter and sent it to the office.",
];
const strong = [
  "Why do most people give up after three days?",
  "Because they never write down the one thing that matters most.",
  "In one year we made ten mistakes, and every mistake taught us more than a good day.",
];

/** Ten minutes of talk in scenes of two speakers; every third scene has a passage that stands out. */
function longTalk(): Scene[] {
  return Array.from({ length: 24 }, (_, index): Scene => {
    const voice: Voice = index % 2 === 0 ? "slt" : "awb";
    const lines = index % 3 === 2 ? strong : plain.slice(index % 3, (index % 3) + 3);
    const text = [
      `Let me tell you about ${subjects[index % subjects.length]}.`,
      ...lines,
      plain[(index + 4) % plain.length] ?? "",
    ];
    const motions = [
      linear({ x: 480, y: 370 }, { x: 760, y: 370 }, 20),
      swing({ x: 640, y: 380 }, { x: 90, y: 0 }, 9),
      still(700, 380),
    ];
    return {
      ground: ["#28536b", "#e8c9a0", "#3c6e47", "#6b2d4f"][index % 4] ?? "#28536b",
      seconds: 25.2,
      faces: [{ name: "a", size: 330, at: motions[index % 3] ?? still(640, 380) }],
      speech: text.map((line) => ({ text: line, voice, speaker: "a", gain: index % 3 === 2 ? 3 : 0 })),
    };
  });
}

/** Largest resident memory of a process so far, in MiB. */
function peakMiB(pid: number): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

it("makes six clips or more of ten minutes, in bounded memory", async () => {
  const file = path.join(stack.folder, "ten-minutes.mp4");
  const truth = await makeVideo({ scenes: longTalk() }, file);
  expect(truth.seconds).toBeGreaterThan(590);
  const { body } = await person.upload(file);
  const peaks: Record<string, number> = {};
  const guesses: { stage: string | null; at: number; eta: number }[] = [];
  let job: JobDetail;
  do {
    await sleep(1000);
    job = (await person.get<JobDetail>(`/api/jobs/${body.data.job_id}`)).body.data;
    if (job.eta_seconds !== null && job.stage !== guesses.at(-1)?.stage)
      guesses.push({ stage: job.stage, at: Date.now(), eta: job.eta_seconds });
    for (const name of ["host", "edge", ...stageNames]) {
      const pid = stack.pidOf(name);
      peaks[name] = Math.max(peaks[name] ?? 0, peakMiB(pid));
      if (name === "host" || name === "edge") continue;
      for (const child of descendantsOf(pid))
        peaks[`${name}'s programs`] = Math.max(peaks[`${name}'s programs`] ?? 0, peakMiB(child));
    }
  } while (!["completed", "failed", "cancelled"].includes(job.status));
  const ended = Date.now();
  process.stdout.write(`peak memory, MiB: ${JSON.stringify(peaks)}\n`);
  for (const { stage, at, eta } of guesses)
    process.stdout.write(`estimate in ${stage}: ${Math.round(eta)} s, truth ${Math.round((ended - at) / 1000)} s\n`);
  for (const step of job.steps) process.stdout.write(`${step.stage}: ${step.duration_seconds} s\n`);

  expect(job).toMatchObject({ status: "completed", error: null });
  const clips = await person.clips(job.id);
  for (const clip of clips)
    process.stdout.write(
      `${clip.score} ${clip.duration_seconds} s ${clip.quality.framing} ${clip.quality.face_inside_share} ${clip.title} | ${clip.reasons.join(" ")}\n`,
    );
  expect(clips.length).toBeGreaterThanOrEqual(6);
  for (const clip of clips) {
    expect(clip).toMatchObject({ width: 720, height: 1280 });
    expect(clip.duration_seconds).toBeGreaterThanOrEqual(14.9);
    expect(clip.duration_seconds).toBeLessThanOrEqual(60.1);
    expect(Math.abs(clip.quality.av_offset_ms ?? Number.NaN)).toBeLessThanOrEqual(40);
    expect(clip.quality.face_inside_share).toBeGreaterThanOrEqual(0.95);
  }
}, 3_600_000);
