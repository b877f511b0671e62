import { serviceNames } from "../services.ts";
import { stageNames } from "../stages/stages.ts";

/** Levels of a log line, the least first; each with the number by which they are compared (https://getpino.io). */
export const logLevels = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 } as const;
export type LogLevel = keyof typeof logLevels;
export const logLevelNames = Object.keys(logLevels) as [LogLevel, ...LogLevel[]];

/** What a log line says of its service: `jobs`, or `media/video_cutter` of a worker of that stage. */
export const logServices = [
  ...serviceNames.filter((name) => name !== "media"),
  ...stageNames.map((stage) => `media/${stage}` as const),
] as const;
