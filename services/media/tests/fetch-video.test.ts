import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createStageContext, type TestStageContext } from "./stage-context.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fetchVideo, type FetchedVideo } from "../src/video-downloader/fetch/fetch-video.ts";
import type { Lookup } from "@agentos/service-kit/outbound/resolve";
import { videoDownloaderSettings } from "../src/video-downloader/settings.ts";
import { createVideoDownloader } from "../src/video-downloader/stage.ts";
import { firstInput, makeFilm } from "./make-film.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let root: string;
let context: TestStageContext;
let server: Server;
let port: number;
let film: Buffer;
/** Requests that reached the server, by path. */
let asked: string[] = [];

/** 127.0.0.2 stands for a public host; 127.0.0.1, the same machine, for an inner one. */
const outer = "127.0.0.2";
const routes: Record<string, Handler> = {
  "/film.mp4": (_request, response) => {
    response.writeHead(200, { "content-type": "video/mp4", "content-length": film.length }).end(film);
  },
  "/named": (_request, response) => {
    response.writeHead(200, { "content-disposition": 'attachment; filename="talk.mp4"' }).end(film);
  },
  "/to-film": redirect("/film.mp4"),
  "/loop": redirect("/loop"),
  "/to-inner": (request, response) => redirect(`http://127.0.0.1:${port}/secret`)(request, response),
  "/to-localhost": (request, response) => redirect(`http://localhost:${port}/secret`)(request, response),
  "/to-decimal": (request, response) => redirect(`http://2130706433:${port}/secret`)(request, response),
  "/to-mapped": (request, response) => redirect(`http://[::ffff:127.0.0.1]:${port}/secret`)(request, response),
  "/to-file": redirect("file:///etc/passwd"),
  "/to-password": (request, response) => redirect(`http://a:b@${outer}:${port}/film.mp4`)(request, response),
  "/secret": (_request, response) => void response.end("secret"),
  "/page": (_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<html></html>");
  },
  "/text": (_request, response) => void response.end("This is not a video.\n".repeat(500)),
  "/empty": (_request, response) => void response.end(),
  "/endless": (_request, response) => {
    const write = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      response.once("drain", write);
    };
    write();
  },
  "/broken-off": (_request, response) => {
    response.writeHead(200, { "content-length": 1_000_000 }).write(Buffer.alloc(1000));
    setImmediate(() => response.destroy());
  },
  "/silent": () => {},
  "/stalling": (_request, response) => {
    response.writeHead(200, { "content-length": 1_000_000 }).write(Buffer.alloc(1000));
  },
  "/zipped": (_request, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(Buffer.alloc(100));
  },
  "/gone": (_request, response) => void response.writeHead(410).end(),
  "/failing": (_request, response) => void response.writeHead(503).end(),
};

function redirect(location: string): Handler {
  return (_request, response) => void response.writeHead(302, { location }).end("elsewhere");
}

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "fetch-video-"));
  context = await createStageContext({ root });
  film = await readFile(await makeFilm(context, path.join(root, "film.mp4")));
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const handler = routes[request.url ?? ""];
    if (handler) handler(request, response);
    else response.writeHead(404).end();
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

type Given = { settings?: Record<string, unknown>; lookup?: Lookup; signal?: AbortSignal; host?: string };

function fetchFrom(where: string, given: Given = {}): Promise<FetchedVideo> {
  const settings = { allowedPorts: [port], allowedCidrs: [`${outer}/32`], ...given.settings };
  return fetchVideo({
    url: where.startsWith("/") ? `http://${given.host ?? outer}:${port}${where}` : where,
    target: path.join(root, "fetched"),
    settings: videoDownloaderSettings.parse(settings),
    signal: given.signal ?? context.signal,
    onProgress: context.progress,
    ...(given.lookup && { lookup: given.lookup }),
  });
}

describe("fetchVideo", () => {
  it("brings the bytes, their hash and their name", async () => {
    context.progressSeen.length = 0;
    const sha256 = createHash("sha256").update(film).digest("hex");
    expect(await fetchFrom("/film.mp4")).toEqual({ filename: "film.mp4", bytes: film.length, sha256 });
    expect(await readFile(path.join(root, "fetched"))).toEqual(film);
    expect(context.progressSeen.at(-1)).toBe(1);
  });

  it("follows redirects, and takes the name that the server gives", async () => {
    expect(await fetchFrom("/to-film")).toMatchObject({ filename: "film.mp4", bytes: film.length });
    expect(await fetchFrom("/named")).toMatchObject({ filename: "talk.mp4" });
    expect(asked).toEqual(["/to-film", "/film.mp4", "/named"]);
  });

  it("does not redirect for ever", async () => {
    await expect(fetchFrom("/loop", { settings: { maxRedirects: 3 } })).rejects.toMatchObject({
      code: "URL_NOT_ALLOWED",
    });
    expect(asked).toHaveLength(4);
  });

  it.each(["/to-inner", "/to-localhost", "/to-decimal", "/to-mapped", "/to-file", "/to-password"])(
    "does not follow %s",
    async (where) => {
      await expect(fetchFrom(where)).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
      expect(asked).toEqual([where]);
    },
  );

  it.each([
    "127.0.0.1",
    "localhost",
    "localhost.",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "[::1]",
    "0.0.0.0",
  ])("does not even knock at %s", async (host) => {
    await expect(fetchFrom("/secret", { host })).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
    expect(asked).toEqual([]);
  });

  it("is not led inside by a name that changes its address", async () => {
    const answers = [[outer], ["127.0.0.1"]];
    const lookup: Lookup = async () => answers.shift() ?? ["127.0.0.1"];
    const host = "rebinding.test";
    // The first answer is the one that is connected to; the second, asked for by the redirect's new connection, is refused.
    await expect(fetchFrom("/film.mp4", { host, lookup })).resolves.toMatchObject({ bytes: film.length });
    await expect(fetchFrom("/secret", { host, lookup })).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
    expect(asked).toEqual(["/film.mp4"]);
  });

  it("refuses a name as a whole if one of its addresses is an inner one", async () => {
    const lookup: Lookup = async () => [outer, "127.0.0.1"];
    const run = fetchFrom("/film.mp4", { host: "mixed.test", lookup });
    await expect(run).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
    expect(asked).toEqual([]);
  });

  it("tries the next address where one does not answer", async () => {
    const lookup: Lookup = async () => ["127.0.0.3", outer];
    const one = createServer().listen(0, outer);
    await once(one, "listening");
    one.on("request", (_request, response) => response.end(film));
    const alone = (one.address() as AddressInfo).port;
    const settings = { allowedPorts: [alone], allowedCidrs: ["127.0.0.2/31"] };
    const fetched = await fetchFrom(`http://two.test:${alone}/x`, { lookup, settings });
    expect(fetched.bytes).toBe(film.length);
    one.closeAllConnections();
    one.close();
  });

  it.each([
    ["/page", "URL_NOT_A_VIDEO", false],
    ["/zipped", "URL_NOT_A_VIDEO", false],
    ["/empty", "EMPTY_FILE", false],
    ["/missing", "URL_UNREACHABLE", false],
    ["/gone", "URL_UNREACHABLE", false],
    ["/failing", "URL_UNREACHABLE", true],
    ["/broken-off", "URL_UNREACHABLE", true],
    ["/silent", "URL_UNREACHABLE", true],
    ["/stalling", "URL_UNREACHABLE", true],
  ])("says of %s: %s", async (where, code, retryable) => {
    const run = fetchFrom(where, { settings: { idleTimeoutSeconds: 0.5 } });
    await expect(run).rejects.toMatchObject({ code, retryable });
  });

  it("says that a host is not known, or does not answer", async () => {
    const lookup: Lookup = () => Promise.reject(new Error("ENOTFOUND"));
    await expect(fetchFrom("/x", { host: "nobody.test", lookup })).rejects.toMatchObject({ code: "URL_UNREACHABLE" });
    const settings = { allowedPorts: [9] };
    await expect(fetchFrom(`http://${outer}:9/`, { settings })).rejects.toMatchObject({ code: "URL_UNREACHABLE" });
  });

  it("stops at the size limit, told and untold", async () => {
    const settings = { maxBytes: 100_000 };
    await expect(fetchFrom("/film.mp4", { settings })).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
    await expect(fetchFrom("/endless", { settings })).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
    expect((await stat(path.join(root, "fetched"))).size).toBeLessThanOrEqual(100_000);
  });

  it("ends with the reason of its abort", async () => {
    const controller = new AbortController();
    const reason = new Error("no longer wanted");
    const run = fetchFrom("/stalling", { signal: controller.signal });
    await vi.waitUntil(() => asked.length > 0);
    controller.abort(reason);
    await expect(run).rejects.toBe(reason);
  });
});

describe("the stage with a link", () => {
  const stage = () =>
    createVideoDownloader(videoDownloaderSettings.parse({ allowedPorts: [port], allowedCidrs: [`${outer}/32`] }));

  it("keeps what it fetched", async () => {
    const url = `http://${outer}:${port}/film.mp4`;
    const result = await stage().run(firstInput({ kind: "url", url }), context);
    expect(result).toMatchObject({
      normalised: "original",
      source: { kind: "url", filename: "film.mp4", bytes: film.length },
      media: { content_type: "video/mp4", bytes: film.length, sha256: result.source.sha256 },
    });
    expect(await readFile(context.pathOf(result.media.key))).toEqual(film);
  });

  it("says that the link leads to no video", async () => {
    const url = `http://${outer}:${port}/text`;
    const run = stage().run(firstInput({ kind: "url", url }), context);
    await expect(run).rejects.toMatchObject({ code: "URL_NOT_A_VIDEO" });
  });

  it("does not reach inside without being allowed to", async () => {
    const strict = createVideoDownloader(videoDownloaderSettings.parse({ allowedPorts: [port] }));
    const url = `http://${outer}:${port}/film.mp4`;
    await expect(strict.run(firstInput({ kind: "url", url }), context)).rejects.toMatchObject({
      code: "URL_NOT_ALLOWED",
    });
    expect(asked).toEqual([]);
  });
});
