import type { LongAction } from "@agentos/action-kit/long/long-action";
import { AppError } from "@agentos/contracts/errors";
import { pause } from "@agentos/service-kit/loop";
import { z } from "zod";
import type { Context } from "../context.ts";
import type { ServiceProcess } from "../runtime/runtime.ts";

const lookEveryMs = 200;
/** Milliseconds until another process has to serve. */
const servesWithinMs = 180_000;

/** What ran when it was asked for. Fleet's own process may be among it: then its successor goes on from here. */
const remembered = z.array(z.object({ name: z.string(), instance: z.string() }));

/** Puts new processes in the place of a service's, one after the other. */
export function restartService({
  runtime,
  log,
}: Pick<Context, "runtime" | "log">): LongAction<"system.restart_service"> {
  const processesOf = async ({
    service,
    instance,
  }: {
    service: ServiceProcess["service"];
    instance?: string | undefined;
  }) => (await runtime.processes(service)).filter(({ name }) => instance === undefined || name === instance);
  return {
    async check({ payload }) {
      if ((await processesOf(payload)).length > 0) return;
      throw new AppError("NOT_FOUND", `There is no process of ${payload.instance ?? payload.service}.`);
    },
    async run({ payload, signal, remembered: before, remember, progress }) {
      const old = remembered.safeParse(before).data ?? (await processesOf(payload));
      if (before === undefined) await remember(old.map(({ name, instance }) => ({ name, instance })));
      const most = Math.max(old.length, (await runtime.processes(payload.service)).length);
      for (const [done, one] of old.entries()) {
        await progress(done, old.length);
        await replace(one, most);
      }
      const runs = (await runtime.processes(payload.service)).map(({ name }) => name);
      return { result: { service: payload.service, replaced: old.map(({ name }) => name), runs } };

      async function replace({ name, instance }: { name: string; instance: string }, wanted: number): Promise<void> {
        const late = AbortSignal.timeout(servesWithinMs);
        let asked = false;
        for (;;) {
          const found = await runtime.processes(payload.service).catch(ignoreSilence);
          const isThere = found?.some((one) => one.instance === instance);
          if (found && !isThere && found.filter(({ serves }) => serves).length >= wanted) return;
          if (isThere && !asked) {
            await runtime.restartProcess(name);
            asked = true;
          }
          if (late.aborted) throw new AppError("NOT_CONVERGED", `${name} was told to restart, and nothing serves yet.`);
          await pause(lookEveryMs, signal);
          signal.throwIfAborted();
        }
      }
    },
  };

  /** What starts processes may itself be away for a moment. */
  function ignoreSilence(error: unknown): undefined {
    if (!(error instanceof AppError) || error.code !== "SERVICE_UNAVAILABLE") throw error;
    log.debug({ err: error }, "what runs is not known for the moment");
    return undefined;
  }
}
