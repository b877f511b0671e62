import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { AppError } from "@agentos/contracts/errors";
import {
  supervisorCalls,
  type SupervisorCall,
  type SupervisorReply,
  type SupervisorRequest,
} from "@agentos/contracts/supervisor";
import { jsonBody } from "@agentos/service-kit/http/app";
import { errorBody, toAppError } from "@agentos/service-kit/http/errors";
import express, { type NextFunction, type Request, type Response } from "express";
import { say } from "../steps.ts";
import type { Supervisor } from "./supervisor.ts";
import type { WorkerSlots } from "./worker-slots.ts";

type Handlers = {
  [Call in SupervisorCall]: (
    request: SupervisorRequest<Call>,
  ) => SupervisorReply<Call> | Promise<SupervisorReply<Call>>;
};

export type ControlOptions = {
  /** Path of the socket. */
  file: string;
  supervisor: Supervisor;
  slots: WorkerSlots;
  /** Applies the migrations that wait, and says which; with `dryRun` it only says which. */
  migrations(dryRun: boolean): Promise<string[]>;
  /** Ends it. */
  signal: AbortSignal;
};

/**
 * Listens on a Unix socket for the calls of the contract. Whoever can open it can end every process of the system, so that only
 * the account that runs us can: the folder is closed to others, and so is the socket.
 * Errors: the system's, when it cannot listen there.
 */
export async function serveControl({ file, signal, ...controlled }: ControlOptions): Promise<void> {
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  // A start that was killed has left it behind; the lock of the state folder says that nobody else has it.
  rmSync(file, { force: true });
  const server = createServer(controlApp(handlersOf(controlled)));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ path: file, signal }, resolve);
  });
  chmodSync(file, 0o600);
}

function handlersOf({ supervisor, slots, migrations }: Omit<ControlOptions, "file" | "signal">): Handlers {
  return {
    slots: () => ({ slots: slots.list() }),
    async scale({ agent, replicas }) {
      await slots.scale(agent, replicas);
      return {};
    },
    restart_slot({ slot, graceful }) {
      slots.restart(slot, { graceful });
      return {};
    },
    stop_slot({ slot, force }) {
      slots.stop(slot, { force });
      return {};
    },
    processes: () => ({ processes: supervisor.processes() }),
    restart_process({ name, graceful }) {
      supervisor.restart(name, { graceful });
      return {};
    },
    migrate: async ({ dry_run }) => ({ migrations: await migrations(dry_run) }),
  };
}

function controlApp(handlers: Handlers): express.Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(jsonBody);
  for (const [name, { request: schema, reply, status }] of Object.entries(supervisorCalls)) {
    const handler = handlers[name as SupervisorCall] as (request: unknown) => unknown;
    app.post(`/${name}`, async (request: Request, response: Response) => {
      const result = await handler(schema.parse(request.body ?? {}));
      response.status(status).json(reply.parse(result));
    });
  }
  app.use((_request, _response, next) => next(new AppError("NOT_FOUND", "There is no such call.")));
  app.use((thrown: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const error = toAppError(thrown);
    if (error.status >= 500) say(`A call to the supervisor failed: ${String(error.cause ?? error)}`);
    response.status(error.status).json(errorBody(error));
  });
  return app;
}
