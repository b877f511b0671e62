import path from "node:path";
import { AppError } from "@agentos/contracts/errors";
import type { StageInput } from "@agentos/contracts/stages/stages";
import type { PreparedSource } from "@agentos/contracts/stages/video-downloader";
import type { StageContext } from "@agentos/stage-kit/stage";
import { fetchVideo, type FetchedVideo, type FetchOptions } from "./fetch/fetch-video.ts";
import type { Lookup } from "@agentos/service-kit/outbound/resolve";
import { fetchWithYtDlp } from "./fetch/yt-dlp.ts";
import type { VideoDownloaderSettings } from "./settings.ts";

type JobSource = StageInput<"video_downloader">["source"];

/** The source as a local file; `key` is where it already lies in the store. */
export type LocalSource = { file: string; key: string | null; described: PreparedSource["source"] };

/** Takes the upload where it lies, or fetches the address into the work folder. */
export async function takeSource(
  context: StageContext,
  source: JobSource,
  settings: VideoDownloaderSettings,
  options: { onProgress: (fraction: number) => void; lookup?: Lookup },
): Promise<LocalSource> {
  if (source.kind === "upload") {
    const { filename, bytes, sha256, key } = source;
    return { file: await context.checkout(key), key, described: { kind: "upload", filename, bytes, sha256 } };
  }
  if (source.kind === "url") {
    const target = path.join(context.workDir, "fetched");
    const fetched = await fetchLink(context, { ...options, url: source.url, target, settings, signal: context.signal });
    return { file: target, key: null, described: { kind: "url", ...fetched } };
  }
  return source satisfies never;
}

/** Fetches a file; where the link leads to a page, has yt-dlp find the video in it, if there is one. */
async function fetchLink(context: StageContext, options: FetchOptions): Promise<FetchedVideo> {
  const { ytDlpPath } = options.settings;
  try {
    return await fetchVideo(options);
  } catch (error) {
    const isPage = error instanceof AppError && error.code === "URL_NOT_A_VIDEO";
    if (!isPage || ytDlpPath === undefined) throw error;
    return await fetchWithYtDlp(context, ytDlpPath, options);
  }
}

/** A file behind a link that is no video is the link's fault, and said so. */
export function asSourceError(error: unknown, source: JobSource): unknown {
  const fromLink = source.kind === "url" && error instanceof AppError && error.code === "NOT_A_VIDEO";
  return fromLink ? new AppError("URL_NOT_A_VIDEO", undefined, { cause: error }) : error;
}
