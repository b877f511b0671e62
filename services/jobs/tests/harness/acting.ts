import { randomBytes, randomUUID } from "node:crypto";
import type { ActionName, DryRunOf, PayloadOf, ResultOf } from "@agentos/contracts/actions/actions";
import { act, type Actor } from "@agentos/contracts/messages/actions";
import type { ClaimedTask } from "@agentos/contracts/messages/jobs";
import type { StageName } from "@agentos/contracts/stages/stages";
import { ask } from "@agentos/messaging/request";
import { newTrace, traceparent } from "@agentos/service-kit/trace";
import { Pool } from "pg";
import { v7 as uuidv7 } from "uuid";
import { startTestService, type TestService } from "./service.ts";
import { snapshot, type Snapshot } from "./snapshot.ts";

export type ActionRow = { state: string; result: unknown; error_code: string | null; progress_done: number | null };
export type AuditRow = { kind: string; result: unknown; error_code: string | null; written_by: string };

type Options = { actor?: Partial<Actor>; reason?: string; actionId?: string };

/** The running service, and a dispatcher that has let an action through and asks for it to be carried out. */
export type Acting = {
  service: TestService;
  /** As the service's own role. */
  pool: Pool;
  /** As the maintenance role. */
  admin: Pool;
  /** Writes an action down with its intent, as the dispatcher does. Returns its id. */
  begin(action: ActionName, actor?: Partial<Actor>): Promise<string>;
  run<Name extends ActionName>(
    action: Name,
    payload: PayloadOf<Name>,
    options?: Options,
  ): Promise<{ actionId: string; state: "done" | "held"; result: ResultOf<Name> }>;
  dryRun<Name extends ActionName>(action: Name, payload: PayloadOf<Name>): Promise<DryRunOf<Name>>;
  action(actionId: string): Promise<ActionRow>;
  /** What the audit got of an action, in order. */
  audited(actionId: string): Promise<AuditRow[]>;
  /** All rows, but for what loops note in them: that an event was sent, and that an attempt's files were looked for. */
  rows(): Promise<Snapshot>;
  /** Claims the step at the head of a queue, as the worker `w`. */
  claimOne(stage: StageName): Promise<ClaimedTask>;
  close(): Promise<void>;
};

export async function startActing(options: Parameters<typeof startTestService>[0] = {}): Promise<Acting> {
  const service = await startTestService(options);
  const { database } = service.stack;
  const [pool, dispatcher, admin] = [database.jobsUrl, database.dispatcherUrl, database.adminUrl].map((url) => {
    const opened = new Pool({ connectionString: url, max: 2 });
    opened.on("error", () => undefined);
    return opened;
  }) as [Pool, Pool, Pool];
  const nc = await service.stack.connectAs("action-dispatcher");
  const asked = (action: string, payload: unknown, actionId: string, more: Options & { dry_run: boolean }) => ({
    action_id: actionId,
    action,
    payload,
    dry_run: more.dry_run,
    actor: actorOf(more.actor),
    ...(more.reason === undefined ? {} : { reason: more.reason }),
  });
  return {
    service,
    pool,
    admin,
    begin: (action, actor) => begin(dispatcher, action, actorOf(actor)),
    async run(action, payload, more = {}) {
      const actionId = more.actionId ?? (await begin(dispatcher, action, actorOf(more.actor)));
      const request = asked(action, payload, actionId, { ...more, dry_run: false });
      const reply = await ask(nc, act.jobs, request, { deadlineMs: 60_000 });
      return { actionId, state: reply.state, result: reply.result as never };
    },
    async dryRun(action, payload) {
      return (await ask(nc, act.jobs, asked(action, payload, uuidv7(), { dry_run: true }))).result as never;
    },
    async action(actionId) {
      const text = "select state, result, error_code, progress_done from action_dispatcher.actions where id = $1";
      return (await admin.query<ActionRow>(text, [actionId])).rows[0] as ActionRow;
    },
    async audited(actionId) {
      const text = "select * from audit.inbox where action_id = $1 order by timestamp, kind";
      return (await admin.query<AuditRow>(text, [actionId])).rows;
    },
    async rows() {
      const found = await snapshot(pool);
      const events = found.events.map((event) => ({ ...event, sent_at: undefined }));
      const attempts = found.attempts.map((attempt) => ({ ...attempt, swept_at: undefined }));
      return { ...found, events, attempts };
    },
    async claimOne(stage) {
      const [task] = await service.worker("w").claim(stage);
      if (!task) throw new Error(`nothing waits at ${stage}`);
      return task;
    },
    async close() {
      await Promise.all([pool.end(), dispatcher.end(), admin.end()]);
      await service.close();
    },
  };
}

function actorOf(given: Partial<Actor> = {}): Actor {
  return { user_id: randomUUID(), role: "admin", scope: "any", ...given };
}

async function begin(dispatcher: Pool, action: string, actor: Actor): Promise<string> {
  const id = uuidv7();
  const parent = traceparent(newTrace());
  await dispatcher.query(
    `with intent as (select audit.record($7))
     insert into actions (id, user_id, session_id, role, action, owner, payload_hash, lease_expires_at, security_context, traceparent)
     select $1, $2, $8, $3, $4, 'jobs', $5, now() + interval '30 s', '{}', $6 from intent`,
    [id, actor.user_id, actor.role, action, randomBytes(32), parent, intentOf(id, action, actor), randomUUID()],
  );
  return id;
}

function intentOf(actionId: string, action: string, { user_id }: Actor): string {
  const nothing = { payload: null, result: null, error_code: null, ip_address: null, user_agent: null, reason: null };
  const rest = { trace_id: "", duration_ms: null, security_context: {}, count: 1 };
  return JSON.stringify({ kind: "intent", action_id: actionId, action, user_id, ...nothing, ...rest });
}
