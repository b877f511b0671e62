import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@agentos/contracts/errors";
import { Agent, request, type Dispatcher } from "undici";
import type { VideoDownloaderSettings } from "../settings.ts";
import { checkUrl } from "@agentos/service-kit/outbound/check-url";
import { fileNameOf } from "./file-name.ts";
import { guardedConnector } from "@agentos/service-kit/outbound/guarded-connector";
import { asFetchError, refuseStatus } from "./fetch-errors.ts";
import { systemLookup, type Lookup } from "@agentos/service-kit/outbound/resolve";

export type FetchOptions = {
  url: string;
  /** Where the bytes go. */
  target: string;
  settings: VideoDownloaderSettings;
  signal: AbortSignal;
  /** Share of the bytes that is there, 0–1; not called where the server does not tell the length. */
  onProgress: (fraction: number) => void;
  lookup?: Lookup;
};

export type FetchedVideo = { filename: string; bytes: number; sha256: string };

/**
 * Fetches a video over http(s) into a local file, in one pass and with bounded memory. Each address on the way is checked
 * again. Errors: URL_NOT_ALLOWED, URL_UNREACHABLE, URL_NOT_A_VIDEO, FILE_TOO_LARGE, EMPTY_FILE.
 */
export async function fetchVideo(options: FetchOptions): Promise<FetchedVideo> {
  const { settings } = options;
  const timeout = AbortSignal.timeout(settings.fetchTimeoutSeconds * 1000);
  const signal = AbortSignal.any([options.signal, timeout]);
  const agent = new Agent({
    connect: guardedConnector({
      allowedCidrs: settings.allowedCidrs,
      connectTimeoutMs: settings.connectTimeoutSeconds * 1000,
      lookup: options.lookup ?? systemLookup,
    }),
    headersTimeout: settings.idleTimeoutSeconds * 1000,
    bodyTimeout: settings.idleTimeoutSeconds * 1000,
  });
  try {
    const { url, response } = await follow(options, agent, signal);
    return await save(options, url, response, signal);
  } catch (error) {
    options.signal.throwIfAborted();
    throw asFetchError(error);
  } finally {
    await agent.destroy();
  }
}

/** Asks for the address, and for the one that it redirects to, as often as allowed. */
async function follow(
  { url: first, settings }: FetchOptions,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<{ url: URL; response: Dispatcher.ResponseData }> {
  let url = checkUrl(first, settings.allowedPorts);
  for (let hops = 0; hops <= settings.maxRedirects; hops += 1) {
    const headers = { "user-agent": "AgentOS", accept: "video/*,*/*;q=0.5", "accept-encoding": "identity" };
    const response = await request(url, { dispatcher, signal, headers });
    const location = response.headers["location"];
    if (response.statusCode < 300 || response.statusCode >= 400 || typeof location !== "string") {
      return { url, response };
    }
    // Nothing of a redirect's body is wanted, and its connection is not kept.
    response.body.on("error", () => {}).destroy();
    url = checkUrl(location, settings.allowedPorts, url);
  }
  throw new AppError("URL_NOT_ALLOWED", `The link redirects more than ${settings.maxRedirects} times.`);
}

async function save(
  { target, settings, onProgress }: FetchOptions,
  url: URL,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  signal: AbortSignal,
): Promise<FetchedVideo> {
  // Without a listener, what is left of the body after a refusal would end the process.
  body.on("error", () => {});
  refuseStatus(statusCode);
  refuseContent(headers);
  const length = Number(headers["content-length"] ?? Number.NaN);
  if (length > settings.maxBytes) throw new AppError("FILE_TOO_LARGE");
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      if (bytes > settings.maxBytes) return done(new AppError("FILE_TOO_LARGE"));
      hash.update(piece);
      if (length > 0) onProgress(bytes / length);
      return done(null, piece);
    },
  });
  await pipeline(body, measure, createWriteStream(target), { signal });
  if (bytes === 0) throw new AppError("EMPTY_FILE", "The link leads to an empty file.");
  const disposition = headers["content-disposition"];
  const filename = fileNameOf(url, typeof disposition === "string" ? disposition : undefined);
  return { filename, bytes, sha256: hash.digest("hex") };
}

function refuseContent(headers: Dispatcher.ResponseData["headers"]): void {
  const type = String(headers["content-type"] ?? "");
  // Videos are served as plain text or as unknown bytes often enough; a page, data or a picture is none.
  if (/^(text\/html|application\/(json|xml|xhtml|pdf)|image\/)/i.test(type)) {
    throw new AppError(
      "URL_NOT_A_VIDEO",
      "The link leads to a page, not to a video file. Use the link of the file itself.",
    );
  }
  const encoding = String(headers["content-encoding"] ?? "identity");
  if (encoding !== "identity") {
    throw new AppError("URL_NOT_A_VIDEO", "The server sends the file compressed, which no video needs.");
  }
}
