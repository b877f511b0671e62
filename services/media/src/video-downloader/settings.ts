import { videoDownloader } from "@agentos/contracts/stages/video-downloader";
import ipaddr from "ipaddr.js";
import { z } from "zod";

const gigabyte = 2 ** 30;
const { maxSeconds, minSeconds, transcodedLongSide, maxFps, fetchTimeoutSeconds } = videoDownloader.settings.shape;

const cidr = z.string().refine((text) => ipaddr.isValidCIDR(text), "is not a CIDR range such as 10.0.0.0/8");

/** What the downloader accepts, and how long it waits. Durations in seconds, sizes in bytes or pixels. What operators may change has its bounds in the stage's contract. */
export const videoDownloaderSettings = z.strictObject({
  maxBytes: z
    .int()
    .min(1024)
    .max(1024 * gigabyte)
    .default(10 * gigabyte),
  maxSeconds: maxSeconds.default(4 * 3600),
  minSeconds: minSeconds.default(2),
  maxWidth: z.int().min(16).max(8192).default(8192),
  maxHeight: z.int().min(16).max(8192).default(8192),
  transcodedLongSide: transcodedLongSide.default(1920),
  maxFps: maxFps.default(60),
  /** Ports of addresses that a job may name. */
  allowedPorts: z.array(z.int().min(1).max(65_535)).min(1).default([80, 443, 8080, 8443]),
  /** Ranges that are fetched from although they are not public, such as a media server of one's own. */
  allowedCidrs: z.array(cidr).default([]),
  /** Path of yt-dlp, for links that lead to a page with a video; without it, only links of files are fetched. */
  ytDlpPath: z.string().startsWith("/").optional(),
  maxRedirects: z.int().min(0).max(20).default(5),
  connectTimeoutSeconds: z.number().min(0.1).max(120).default(10),
  /** Longest wait for the headers, and between two pieces of the body. */
  idleTimeoutSeconds: z.number().min(0.1).max(600).default(30),
  fetchTimeoutSeconds: fetchTimeoutSeconds.default(3600),
});

export type VideoDownloaderSettings = z.output<typeof videoDownloaderSettings>;
