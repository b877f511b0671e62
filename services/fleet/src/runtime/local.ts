import { AppError, isErrorCode } from "@agentos/contracts/errors";
import { errorEnvelope } from "@agentos/contracts/api/envelope";
import {
  supervisorCalls,
  type SupervisorCall,
  type SupervisorReply,
  type SupervisorRequest,
} from "@agentos/contracts/supervisor";
import { Agent, request } from "undici";
import type { Runtime } from "./runtime.ts";

const answerWithinMs = 5000;
/** A migration may rewrite a large table. */
const migratedWithinMs = 3_600_000;

/** Workers as processes of the supervisor of a local start, which is asked over its socket. */
export function createLocalRuntime({ socket }: { socket: string }): Runtime {
  // A connection for each call, so that none is left to close and none outlives a supervisor.
  const dispatcher = new Agent({ connect: { socketPath: socket }, pipelining: 0 });

  async function call<Call extends SupervisorCall>(
    name: Call,
    asked: SupervisorRequest<Call>,
    withinMs = answerWithinMs,
  ): Promise<SupervisorReply<Call>> {
    const { statusCode, body } = await post(`http://supervisor/${name}`, asked, withinMs);
    if (statusCode >= 300) throw refusalOf(name, body);
    return supervisorCalls[name].reply.parse(body) as SupervisorReply<Call>;
  }

  async function post(
    address: string,
    asked: unknown,
    withinMs: number,
  ): Promise<{ statusCode: number; body: unknown }> {
    try {
      const { statusCode, body } = await request(address, {
        method: "POST",
        dispatcher,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(asked),
        signal: AbortSignal.timeout(withinMs),
        // It answers when it is done.
        headersTimeout: withinMs,
      });
      return { statusCode, body: await body.json() };
    } catch (cause) {
      // Gone in the middle of an answer, it may have taken the wish on: asked again, it does no harm.
      throw new AppError("SERVICE_UNAVAILABLE", "The supervisor of the workers does not answer.", {
        cause,
        outcome: "unknown",
      });
    }
  }

  return {
    name: "local",
    list: async () => (await call("slots", {})).slots,
    scale: async (agent, replicas) => void (await call("scale", { agent, replicas })),
    restart: async (slot, { graceful }) => void (await call("restart_slot", { slot, graceful })),
    async processes(service) {
      const { processes } = await call("processes", {});
      return processes
        .filter(({ services }) => services.includes(service))
        .map(({ services: _services, ...process }) => ({ service, ...process }));
    },
    restartProcess: async (name) => void (await call("restart_process", { name, graceful: true })),
    migrate: async ({ dryRun }) => (await call("migrate", { dry_run: dryRun }, migratedWithinMs)).migrations,
    stop: async (slot, { force }) => void (await call("stop_slot", { slot, force })),
  };
}

/** The supervisor's own error, as it was raised there. */
function refusalOf(name: string, body: unknown): AppError {
  const envelope = errorEnvelope.safeParse(body).data;
  return envelope && isErrorCode(envelope.error_code)
    ? new AppError(envelope.error_code, envelope.error)
    : new AppError("INTERNAL_ERROR", undefined, { cause: new Error(`The supervisor refused ${name} without a word.`) });
}
