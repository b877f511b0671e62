import type { ActionHandlers } from "@agentos/action-kit/handler";
import type { LongActions } from "@agentos/action-kit/long/long-action";
import type { Context } from "../context.ts";
import { agentConfigure } from "./agent-configure.ts";
import { agentHealthCheck } from "./agent-health-check.ts";
import { agentTaking } from "./agent-taking.ts";
import { databaseMigrate } from "./database-migrate.ts";
import { workerDrain } from "./worker-drain.ts";
import { workerForget } from "./worker-forget.ts";
import { workerPaused } from "./worker-paused.ts";
import { restartAll } from "./restart-all.ts";
import { restartService } from "./restart-service.ts";
import { workerRestart } from "./worker-restart.ts";
import { workerScale } from "./worker-scale.ts";
import { workerSetConcurrency } from "./worker-set-concurrency.ts";
import { workerStop } from "./worker-stop.ts";

/** The actions that fleet carries out. */
export function fleetActions(context: Context): Omit<ActionHandlers<"fleet">, keyof LongActions<"fleet">> {
  return {
    "worker.restart": workerRestart(context),
    "worker.restart_all": restartAll(context, "worker.restart_all"),
    "worker.scale": workerScale(context),
    "worker.pause": workerPaused(context, true),
    "worker.resume": workerPaused(context, false),
    "worker.drain": workerDrain(context),
    "worker.stop": workerStop(context),
    "worker.set_concurrency": workerSetConcurrency(context),
    "worker.forget": workerForget(context),
    "agent.start": agentTaking(context, true),
    "agent.stop": agentTaking(context, false),
    "agent.restart": restartAll(context, "agent.restart"),
    "agent.configure": agentConfigure(context),
    "agent.health_check": agentHealthCheck(context),
  };
}

/** Those that take their time. */
export function longFleetActions(context: Context): LongActions<"fleet"> {
  return {
    "database.migrate": databaseMigrate(context),
    "system.restart_service": restartService(context),
  };
}
