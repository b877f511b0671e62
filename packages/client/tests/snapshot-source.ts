import { randomUUID } from "node:crypto";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { HubServer } from "./hub-server.ts";
import { listenLocally, refuse, type LocalServer } from "./http-server.ts";

type Patch = Parameters<HubServer["tell"]>[0] & { op: "patch" };

/** A snapshot that changes, read over HTTP and told by a hub. */
export class SnapshotSource {
  document = aDocument("0190c1f4-7a8e-7c3e-9a53-000000000001");
  /** Of each read, the status that it was answered with. */
  readonly reads: number[] = [];
  headers: Record<string, string> = { "X-Cache": "HIT" };
  away = false;
  hub = new HubServer();
  #patches: Patch[] = [];
  #http: LocalServer | undefined;

  async listen(): Promise<this> {
    this.#http = await listenLocally((request, response) => {
      if (this.away) return refuse(response, "SERVICE_UNAVAILABLE", { "Retry-After": "60" });
      const etag = `"${this.document.epoch}-${this.document.version}"`;
      const status = request.headers["if-none-match"] === etag ? 304 : 200;
      this.reads.push(status);
      response.writeHead(status, { "Content-Type": "application/json", ETag: etag, ...this.headers });
      const envelope = { success: true, data: this.document, timestamp: "2025-01-01T00:00:00Z", response_time_ms: 1 };
      response.end(status === 304 ? undefined : JSON.stringify(envelope));
    });
    await this.startHub();
    return this;
  }

  /** A hub that was not there for what happened before. */
  async startHub(port = 0): Promise<void> {
    this.#patches = [];
    this.hub = await new HubServer().listen(port);
    this.hub.place = this.document;
    this.hub.onSubscribe = (frame, send) => {
      const { epoch, version } = this.document;
      const from = frame.resume_from;
      if (!from || (from.epoch === epoch && from.version === version)) return;
      const later = this.#patches.filter((patch) => patch.epoch === from.epoch && patch.from >= from.version);
      if (later[0]?.from === from.version) later.forEach(send);
      else send({ op: "resync", reason: "too_old" });
    };
  }

  get url(): string {
    return this.#http?.url ?? "";
  }

  /** Changes the jobs, and gives the patch that tells of it. */
  change(): Patch {
    const id = randomUUID();
    const { epoch, version: from } = this.document;
    const before = this.document.jobs as unknown as { id: string }[];
    const jobs = [...before, { id }] as unknown as Snapshot["jobs"];
    this.document = { ...this.document, version: from + 1, jobs };
    this.hub.place = this.document;
    const operation = { op: "add", path: "/-", value: { id } };
    const patch: Patch = { op: "patch", epoch, section: "jobs", from, to: from + 1, patch: [operation] };
    this.#patches.push(patch);
    return patch;
  }

  /** Another builder takes over. */
  beginEpoch(epoch: string): void {
    this.document = { ...this.document, epoch, version: 1 };
    this.hub.place = this.document;
  }

  async stop(): Promise<void> {
    await this.hub.stop();
    await this.#http?.[Symbol.asyncDispose]();
  }
}

function aDocument(epoch: string): Snapshot {
  const sections = { dashboard: {}, jobs: [], queue: { paused: [] } };
  return { epoch, version: 1, generated_at: "2025-01-01T00:00:00Z", stale: [], ...sections } as unknown as Snapshot;
}
