import type { JobStatus } from "@agentos/contracts/api/jobs";
import type { ErrorCode } from "@agentos/contracts/errors";
import { priorities, type Priority } from "@agentos/contracts/job-options";
import type { StageName } from "@agentos/contracts/stages/stages";
import { longestUntil } from "./course.ts";
import type { Random } from "./random.ts";

/** What a seeded job tells: who made it when, of what, and how it went. */
export type PlannedJob = {
  userId: string;
  filename: string;
  priority: Priority;
  createdAt: Date;
  status: JobStatus;
  /** The stage at which it is, or at which it ended. */
  stage: StageName;
  /** Of the first claim; null for one that nobody has begun. */
  waitSeconds: number | null;
  mediaSeconds: number;
  clips: number;
  failure: { code: ErrorCode; deadLetter: boolean } | null;
};

/** Of each 25 jobs: mostly done, some failed, and every kind of the rest. */
const mix: readonly JobStatus[] = [
  ...Array.from({ length: 15 }, () => "completed" as const),
  ...Array.from({ length: 4 }, () => "failed" as const),
  "cancelled",
  ...Array.from({ length: 2 }, () => "processing" as const),
  ...Array.from({ length: 3 }, () => "queued" as const),
];

const titles = [
  "Team meeting, October",
  "Interview with the founder",
  "Conference keynote",
  "Podcast 42: on sleep",
  "Product launch",
  "Lecture 7: photosynthesis",
  "Town hall questions",
  "Cooking with two pans",
  "Panel: the future of cities",
  "Match analysis",
  "Unboxing, uncut",
  "Webinar recording",
] as const;

const failures = [
  { stage: "video_downloader", code: "NOT_A_VIDEO", deadLetter: false },
  { stage: "video_downloader", code: "VIDEO_TRUNCATED", deadLetter: false },
  { stage: "moment_detector", code: "NO_MOMENTS", deadLetter: false },
  { stage: "audio_transcriber", code: "WORKER_LOST", deadLetter: true },
] as const;

const middleStages = ["audio_transcriber", "moment_detector", "face_detector", "video_cutter"] as const;
const historySeconds = 7 * 86_400;

/** Plans jobs of the last seven days; those that are not over were made no longer ago than it takes. */
export function planJobs(
  count: number,
  userIds: readonly [string, ...string[]],
  random: Random,
  now: Date,
): PlannedJob[] {
  return Array.from({ length: count }, (_, index) => {
    // A step that has no divisor in common with the length: each is met once, and a few jobs are as mixed as many.
    const place = (index * 7) % mix.length;
    const status = mix[place] ?? "completed";
    const ended = status !== "queued" && status !== "processing";
    const failure = failures[place % failures.length] ?? failures[0];
    const stage = stageOf(status, failure.stage, random);
    const waitSeconds = status === "queued" ? null : random.between(0.2, 20);
    const size = { mediaSeconds: Math.round(random.between(90, 1800)), clips: Math.round(random.between(2, 6)) };
    const underway = longestUntil(stage, size, waitSeconds ?? 0) + random.between(30, 600);
    const ageSeconds = ended ? random.between(7200, historySeconds) : underway;
    return {
      userId: random.pick(userIds),
      filename: `${random.pick(titles)}.mp4`,
      priority: random.next() < 0.7 ? "normal" : random.pick(priorities),
      createdAt: new Date(now.getTime() - ageSeconds * 1000),
      status,
      stage,
      waitSeconds,
      ...size,
      failure: status === "failed" ? failure : null,
    };
  });
}

function stageOf(status: JobStatus, failedAt: StageName, random: Random): StageName {
  const stages: Record<JobStatus, StageName> = {
    completed: "video_cutter",
    failed: failedAt,
    cancelled: random.pick(middleStages),
    processing: random.pick(middleStages),
    queued: "video_downloader",
  };
  return stages[status];
}
