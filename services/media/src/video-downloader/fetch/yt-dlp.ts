import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { AppError } from "@agentos/contracts/errors";
import { lineReader } from "../../ffmpeg/lines.ts";
import type { Tools } from "../../ffmpeg/run.ts";
import type { FetchedVideo, FetchOptions } from "./fetch-video.ts";
import { startFilteringProxy } from "./filtering-proxy.ts";
import { systemLookup } from "@agentos/service-kit/outbound/resolve";

const progressMark = "at";
const nameMark = "name";

/**
 * Has yt-dlp fetch the video of a page. All that it asks for goes through our filtering proxy; programs that would go round
 * it are kept out of its reach, so one file with picture and sound is taken. Errors as of `fetchVideo`.
 */
export async function fetchWithYtDlp(tools: Tools, program: string, options: FetchOptions): Promise<FetchedVideo> {
  const { settings, target } = options;
  const proxy = await startFilteringProxy({
    allowedCidrs: settings.allowedCidrs,
    allowedPorts: settings.allowedPorts,
    connectTimeoutMs: settings.connectTimeoutSeconds * 1000,
    lookup: options.lookup ?? systemLookup,
  });
  try {
    const timeout = AbortSignal.timeout(settings.fetchTimeoutSeconds * 1000);
    const told = { name: "video", tooLarge: false };
    const result = await tools.runTool(program, args(options, proxy.url), {
      signal: AbortSignal.any([tools.signal, timeout]),
      limits: { fileBytes: settings.maxBytes },
      onStdout: lineReader((line) => readLine(line, told, options.onProgress)),
    });
    if (told.tooLarge || /File too large|larger than max-filesize/.test(result.stderr))
      throw new AppError("FILE_TOO_LARGE");
    const bytes = await sizeOf(target);
    const refused = proxy.refused();
    if (result.exitCode !== 0 && refused) throw refused;
    if (result.exitCode !== 0 || bytes === 0) throw failure(result.stderr);
    return { filename: told.name, bytes, sha256: await hashOf(target, tools.signal) };
  } catch (error) {
    tools.signal.throwIfAborted();
    if (!(error instanceof Error) || error.name !== "TimeoutError") throw error;
    throw new AppError("URL_UNREACHABLE", "The video took too long to fetch. Try again later.", { cause: error });
  } finally {
    await proxy.close();
  }
}

function args({ url, target, settings }: FetchOptions, proxy: string): string[] {
  const fixed = [
    "--ignore-config --no-cache-dir --no-playlist --playlist-items 1 --no-part --no-mtime --fixup never",
    // Without ffmpeg, which would fetch without the proxy.
    "--ffmpeg-location /nonexistent --downloader native --format b --retries 3",
    "--quiet --progress --newline --no-simulate",
  ];
  const given: [string, string][] = [
    ["--progress-template", `download:${progressMark} %(progress.downloaded_bytes)s %(progress.total_bytes)s`],
    ["--print", `after_move:${nameMark} %(title).150B.%(ext)s`],
    ["--socket-timeout", String(settings.idleTimeoutSeconds)],
    ["--max-filesize", String(settings.maxBytes)],
    ["--proxy", proxy],
    ["--output", target],
  ];
  return [...fixed.flatMap((words) => words.split(" ")), ...given.flat(), "--", url];
}

function readLine(
  line: string,
  told: { name: string; tooLarge: boolean },
  onProgress: (fraction: number) => void,
): void {
  const [mark, ...rest] = line.trim().split(" ");
  if (mark === nameMark) told.name = rest.join(" ");
  if (line.includes("larger than max-filesize")) told.tooLarge = true;
  const [done, total] = rest.map(Number);
  if (mark === progressMark && done !== undefined && total !== undefined && total > 0) onProgress(done / total);
}

/** yt-dlp's own words name the site's reason, such as a video that is private. */
function failure(stderr: string): AppError {
  const said = /^ERROR: (.*)$/m
    .exec(stderr)?.[1]
    ?.replace(/^\[[^\]]*\] /, "")
    .slice(0, 300);
  const unreachable = /timed out|Connection|resolve|HTTP Error 5\d\d|Unable to download/i.test(said ?? "");
  const code = unreachable ? "URL_UNREACHABLE" : "URL_NOT_A_VIDEO";
  return new AppError(code, undefined, { cause: new Error(said ?? "yt-dlp gave no file") });
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
}

async function hashOf(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash, { signal });
  return hash.digest("hex");
}
