import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { stageNames } from "@agentos/contracts/stages/stages";
import { listenLocally, refuse, succeed, type LocalServer } from "./http-server.ts";

export type SsotServer = LocalServer & {
  /** Reads of the snapshot: its answers' statuses. */
  reads: number[];
  /** Addresses of the pages of rows that were asked for. */
  pages: string[];
  snapshot: Snapshot;
  rows: RowOf<"jobs">[];
  /** Seconds since somebody knew it to be the latest. */
  age: number;
  away: boolean;
  /** Holds the answers to pages back until it is resolved. */
  hold: Promise<void> | undefined;
};

/** Answers reads as the gateway does: with an ETag of the version, and pages by cursor. There are no sockets here. */
export async function serveSsot(): Promise<SsotServer> {
  const state = {
    reads: [] as number[],
    pages: [] as string[],
    snapshot: aSnapshot(),
    rows: Array.from({ length: 60 }, (_, index) => aRow(`Talk ${index}`)),
    age: 0,
    away: false,
    hold: undefined as Promise<void> | undefined,
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "", "http://localhost");
    if (!url.pathname.startsWith("/api/admin/ssot")) return void response.writeHead(404).end();
    if (state.away) return refuse(response, "SERVICE_UNAVAILABLE", { "Retry-After": "30" });
    if (url.pathname.endsWith("/jobs")) return answerPage(url, response);
    const etag = `"${state.snapshot.epoch}-${state.snapshot.version}"`;
    response.setHeader("ETag", etag).setHeader("Age", state.age).setHeader("X-Cache", "HIT");
    const known = request.headers["if-none-match"] === etag;
    state.reads.push(known ? 304 : 200);
    if (known) response.writeHead(304).end();
    else succeed(response, state.snapshot);
  };
  const answerPage = async ({ pathname, search, searchParams }: URL, response: ServerResponse): Promise<void> => {
    state.pages.push(`${pathname}${search}`);
    const { rows, hold } = state;
    await hold;
    const perPage = Number(searchParams.get("per_page"));
    const wanted = rows.filter(({ title }) => title.includes(searchParams.get("search") ?? ""));
    const from = Number(searchParams.get("cursor") ?? 0);
    const next = from + perPage < wanted.length ? String(from + perPage) : null;
    const counts = { page: 1, per_page: perPage, total: wanted.length, total_is: "exact", total_pages: 1 };
    const pagination = { ...counts, has_next: next !== null, has_prev: from > 0, next_cursor: next };
    succeed(response, wanted.slice(from, from + perPage), { pagination });
  };
  const server = await listenLocally(answer);
  return Object.assign(state, server);
}

/** A snapshot with what these tests look at; the other sections are those of owners that have never answered. */
function aSnapshot(): Snapshot {
  const counts = { queued: 2, processing: 0, completed: 1, failed: 0, cancelled: 0 };
  const none = { waiting: 0, running: 0, held: 0, dead_letters: 0, paused: false, oldest_waiting_at: null };
  const document = {
    epoch: "0195504b-3a10-7c55-8f0e-2b1d9c7a4e01",
    version: 1,
    generated_at: new Date().toISOString(),
    stale: [],
    dashboard: { jobs: counts, queue: { waiting: 2, running: 0, dead_letters: 0, paused: 0 } },
    jobs: { counts, recent: [aRow("The newest")] },
    queue: {
      waiting: 2,
      running: 0,
      dead_letters: 0,
      queues: stageNames.map((queue) => ({ queue, label: queue, ...none })),
    },
    agents_workers: { agents: null },
    managers: {},
    analytics: {},
    logs: {},
    config: {},
    audit: {},
    system: {},
  };
  return document as unknown as Snapshot;
}

function aRow(title: string): RowOf<"jobs"> {
  return {
    id: randomUUID(),
    user_id: randomUUID(),
    title,
    status: "queued",
    stage: null,
    progress: 0,
    priority: "normal",
    run: 1,
    clip_count: 0,
    note: null,
    error: null,
    seeded: false,
    media_seconds: null,
    tries: 0,
    worker_id: null,
    trace_id: "",
    version: 1,
    created_at: new Date().toISOString(),
    started_at: null,
    finished_at: null,
  };
}
