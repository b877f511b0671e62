import { existsSync } from "node:fs";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { ProxyAgent, request } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startFilteringProxy, type FilteringProxy } from "../src/video-downloader/fetch/filtering-proxy.ts";
import { videoDownloaderSettings } from "../src/video-downloader/settings.ts";
import { createVideoDownloader } from "../src/video-downloader/stage.ts";
import { firstInput, makeFilm } from "./make-film.ts";
import { createStageContext, type TestStageContext } from "./stage-context.ts";

const ytDlpPath = "/usr/bin/yt-dlp";
/** 127.0.0.2 stands for a public host; 127.0.0.1, the same machine, for an inner one. */
const outer = "127.0.0.2";

let root: string;
let context: TestStageContext;
let server: Server;
let port: number;
let film: Buffer;
let asked: string[] = [];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "yt-dlp-"));
  context = await createStageContext({ root });
  film = await readFile(await makeFilm(context, path.join(root, "film.mp4")));
  const page = (source: string): string =>
    `<html><head><title>A talk</title></head><body><video src="${source}"></video></body></html>`;
  server = createServer((incoming, response) => {
    const host = (incoming.headers.host ?? "").split(":")[0] ?? "";
    asked.push(`${host}${incoming.url}`);
    if (incoming.url === "/film.mp4") {
      return void response.writeHead(200, { "content-type": "video/mp4", "content-length": film.length }).end(film);
    }
    response.writeHead(200, { "content-type": "text/html" });
    if (incoming.url === "/page") return void response.end(page("/film.mp4"));
    if (incoming.url === "/inner") return void response.end(page(`http://127.0.0.1:${port}/film.mp4`));
    return void response.end("<html><body>No video here.</body></html>");
  }).listen(0, "0.0.0.0");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});

beforeEach(() => {
  asked = [];
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(root, { recursive: true, force: true });
});

describe("the filtering proxy", () => {
  let proxy: FilteringProxy;

  beforeEach(async () => {
    const guard = { allowedCidrs: [`${outer}/32`], allowedPorts: [port], connectTimeoutMs: 5000 };
    proxy = await startFilteringProxy({ ...guard, lookup: async () => ["127.0.0.1"] });
    return () => proxy.close();
  });

  async function through(url: string, proxyTunnel: boolean, uri = proxy.url): Promise<number> {
    const dispatcher = new ProxyAgent({ uri, proxyTunnel });
    try {
      const { statusCode, body } = await request(url, { dispatcher });
      await body.dump();
      return statusCode;
    } finally {
      await dispatcher.close();
    }
  }

  it.each([true, false])("lets a public address through (tunnel: %s)", async (tunnel) => {
    expect(await through(`http://${outer}:${port}/film.mp4`, tunnel)).toBe(200);
    expect(asked).toEqual([`${outer}/film.mp4`]);
    expect(proxy.refused()).toBeUndefined();
  });

  it.each(["127.0.0.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "inner.test"])("keeps out of %s", async (host) => {
    expect(await through(`http://${host}:${port}/film.mp4`, false)).toBe(502);
    await expect(through(`http://${host}:${port}/film.mp4`, true)).rejects.toThrow("502");
    expect(asked).toEqual([]);
    expect(proxy.refused()).toMatchObject({ code: "URL_NOT_ALLOWED" });
  });

  it("serves nobody without its password", async () => {
    const open = proxy.url.replace(/proxy:.*@/, "");
    for (const tunnel of [true, false]) {
      await expect(through(`http://${outer}:${port}/film.mp4`, tunnel, open)).rejects.toThrow("407");
    }
    expect(asked).toEqual([]);
  });
});

describe.skipIf(!existsSync(ytDlpPath))("yt-dlp", () => {
  const run = (where: string, more: Record<string, unknown> = {}) => {
    const settings = { allowedPorts: [port], allowedCidrs: [`${outer}/32`], ytDlpPath, ...more };
    const stage = createVideoDownloader(videoDownloaderSettings.parse(settings));
    return stage.run(firstInput({ kind: "url", url: `http://${outer}:${port}${where}` }), context);
  };

  it("finds the video of a page", async () => {
    const result = await run("/page");
    expect(result).toMatchObject({
      normalised: "original",
      source: { filename: expect.stringMatching(/^A talk.*\.mp4$/), bytes: film.length },
    });
    expect(await readFile(context.pathOf(result.media.key))).toEqual(film);
  });

  it("does not follow a page inside", async () => {
    await expect(run("/inner")).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
    expect(asked.filter((where) => where.startsWith("127.0.0.1"))).toEqual([]);
  });

  it("says that a page holds no video, or one that is too large", async () => {
    await expect(run("/nothing")).rejects.toMatchObject({ code: "URL_NOT_A_VIDEO" });
    await expect(run("/page", { maxBytes: 20_000 })).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
  });
});
