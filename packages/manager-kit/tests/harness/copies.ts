import { serveActions } from "@agentos/action-kit/serve-actions";
import type { ActionName, PayloadOf } from "@agentos/contracts/actions/actions";
import type { ManagerView } from "@agentos/contracts/managers/manager-view";
import { managersQueries } from "@agentos/contracts/messages/managers";
import type { ManagerName } from "@agentos/contracts/managers/managers";
import { connectDatabase } from "@agentos/database/connect";
import { connectNats } from "@agentos/messaging/connect";
import { ask } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { createTestDatabase } from "@agentos/testkit/servers/test-database";
import type { NatsConnection } from "@nats-io/transport-node";
import { Pool } from "pg";
import { managerActions } from "../../src/manager-actions.ts";
import { startManagers } from "../../src/start-managers.ts";
import type { ManagerWorks } from "../../src/work.ts";
import { endOf, sendAction, type ActionEnd } from "./acting.ts";

export type Works = ManagerWorks<"action-dispatcher">;

/** A running copy of a service that has managers: the dispatcher's, with works of the test's own. */
export type Copy = { instance: string; stop(): Promise<void> };

export type Copies = {
  nats: TestNats;
  /** What a copy in another process needs. */
  access: Omit<CopyOptions, "works">;
  /** As the role of the owner. */
  dispatcher: Pool;
  start(works?: Partial<Works>): Promise<Copy>;
  /** Carries an action out and waits for its end. */
  run<Name extends ActionName>(action: Name, payload: PayloadOf<Name>): Promise<ActionEnd<Name>>;
  /** The same, without waiting. Returns the action's id. */
  send<Name extends ActionName>(action: Name, payload: PayloadOf<Name>): Promise<string>;
  /** A manager as its owner tells of it. */
  view(manager: ManagerName): Promise<ManagerView>;
  close(): Promise<void>;
};

export const idle: Works = {
  "action-settler": async () => ({ settled: 0 }),
  "rate-limit-cleaner": async () => ({ removed: 0 }),
  "breaker-health": async () => ({ closed: 0 }),
};

const owner = "action-dispatcher";
const log = createLogger({ service: "test", instance: "test", level: "fatal" });

export async function startCopies(): Promise<Copies> {
  const [database, nats] = await Promise.all([createTestDatabase(), startNats()]);
  const dispatcher = new Pool({ connectionString: database.urlFor(owner), max: 2 });
  dispatcher.on("error", () => undefined);
  const nc = await connectNats({ ...nats.credentials(owner), service: owner, log });
  const fleet = await connectNats({ ...nats.credentials("fleet"), service: "fleet", log });
  const access = { url: database.urlFor(owner), nats: nats.credentials(owner) };
  const running = new Set<Copy>();
  const send: Copies["send"] = (action, payload) => sendAction({ nc, dispatcher }, action, payload);
  return {
    nats,
    access,
    dispatcher,
    async start(works = {}) {
      const copy = await startCopy({ ...access, works: { ...idle, ...works } });
      running.add(copy);
      return { instance: copy.instance, stop: () => (running.delete(copy) ? copy.stop() : Promise.resolve()) };
    },
    send,
    run: async (action, payload) => endOf(dispatcher, await send(action, payload)),
    view: (manager) => viewOf(fleet, manager),
    async close() {
      for (const copy of running) await copy.stop();
      await Promise.all([nc.close(), fleet.close(), dispatcher.end()]);
      await nats.stop();
      await database.drop();
    },
  };
}

async function viewOf(fleet: NatsConnection, manager: ManagerName): Promise<ManagerView> {
  const { managers } = await ask(fleet, managersQueries[owner], { history: 50 });
  const found = managers.find((one) => one.name === manager);
  if (!found) throw new Error(`${owner} tells nothing of ${manager}`);
  return found;
}

export type CopyOptions = { url: string; nats: { url: string; user: string; password: string }; works: Works };

/** A copy of the service as far as managers go. */
export async function startCopy({ url, nats, works }: CopyOptions): Promise<Copy> {
  const database = connectDatabase({ url, poolSize: 4, applicationName: "copy", log });
  const nc = await connectNats({ ...nats, service: owner, log });
  const context = { owner, nc, db: database.db, log } as const;
  const serving = serveActions({ ...context, handlers: managerActions(context) });
  const managers = await startManagers({ ...context, instance: "copy", works });
  return {
    instance: managers.instance,
    async stop() {
      await serving.drain();
      await managers.stop();
      await nc.close();
      await database.close();
    },
  };
}
