import { randomUUID } from "node:crypto";
import type { actionView } from "@agentos/contracts/actions/action-reply";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import { listenLocally, readBody, refuse, succeed, type LocalServer } from "./http-server.ts";

type View = z.output<typeof actionView>;
export type Sent = {
  key: string;
  action: string;
  payload: Record<string, unknown>;
  reason?: string;
  dry_run?: boolean;
};

/** What becomes of a request before and after it has had its effect. */
export type Fate = (
  sent: Sent,
  response: ServerResponse,
  tries: number,
) => "carry out" | "lose the answer" | "answered";

export type ActionServer = LocalServer & {
  /** Every request, in order. */
  sent: Sent[];
  /** What has happened: once per key. */
  effects: Sent[];
  /** Actions that take longer, by id; a test moves them on. */
  views: Map<string, View>;
};

/** Answers as the pipeline of actions does, as far as keys go. `long`: names of actions that are accepted and go on. */
export async function serveActions(
  fate: Fate = () => "carry out",
  long: readonly string[] = [],
): Promise<ActionServer> {
  const sent: Sent[] = [];
  const effects: Sent[] = [];
  const views = new Map<string, View>();
  const ids = new Map<string, string>();
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = JSON.parse(String(await readBody(request))) as Omit<Sent, "key">;
    const one: Sent = { key: String(request.headers["x-idempotency-key"]), ...body };
    sent.push(one);
    const decided = fate(one, response, sent.filter(({ key }) => key === one.key).length);
    if (decided === "answered") return;
    if (one.dry_run) {
      return succeed(response, { action_id: randomUUID(), status: "dry_run", result: { count: 2, first: ["a", "b"] } });
    }
    const id = ids.get(one.key) ?? randomUUID();
    if (!ids.has(one.key)) effects.push(one);
    ids.set(one.key, id);
    const view = views.get(id) ?? aView(id, one.action, long.includes(one.action));
    views.set(id, view);
    if (decided === "lose the answer") return void request.socket.destroy();
    const accepted = view.state === "held";
    const reply = {
      action_id: id,
      status: accepted ? "accepted" : "succeeded",
      result: accepted ? null : resultOf(one),
    };
    succeed(response, reply, {}, accepted ? 202 : 200);
  };
  const server = await listenLocally((request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    if (request.method === "POST") return take(request, response);
    const view = views.get(url.searchParams.get("action_id") ?? "");
    return view ? succeed(response, { actions: [view], overview: null }) : refuse(response, "NOT_FOUND");
  });
  return { ...server, sent, effects, views };
}

function aView(id: string, action: string, goesOn: boolean): View {
  return {
    action_id: id,
    action,
    user_id: randomUUID(),
    state: goesOn ? "held" : "done",
    progress: null,
    abort_requested: false,
    result: null,
    error: null,
    trace_id: "0af7651916cd43dd8448eb211c80319c",
    created_at: new Date().toISOString(),
    finished_at: null,
    duration_ms: null,
  };
}

function resultOf({ action, payload }: Sent): unknown {
  if (action === "queue.pause") return { queues: [payload["queue"]], paused_until: null };
  if (action === "action.abort") return { action_id: payload["action_id"], action: "worker.scale" };
  return payload;
}
