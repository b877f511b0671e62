import { randomUUID } from "node:crypto";
import type { ManagerOwner } from "@agentos/contracts/messages/actions";
import { managersChanged, managersQueries } from "@agentos/contracts/messages/managers";
import { onHint, serve } from "@agentos/messaging/request";
import type { Registry } from "prom-client";
import type { ManagerContext } from "./context.ts";
import { ManagerHost } from "./manager-host.ts";
import { createManagerMeters } from "./meters.ts";
import type { AnyWork } from "./run.ts";
import { registerManagers } from "./register.ts";
import { viewManagers } from "./view-managers.ts";
import type { ManagerWorks } from "./work.ts";

export type StartManagersOptions<Owner extends ManagerOwner> = Omit<ManagerContext, "owner"> & {
  owner: Owner;
  /** Name of this running copy; made unique here. */
  instance: string;
  works: ManagerWorks<Owner>;
  metrics?: Registry;
};

export type RunningManagers = {
  /** The name under which this copy leads. */
  instance: string;
  /** Ends the runs and gives the leads back. */
  stop(): Promise<void>;
};

/** Runs an owner's managers together with the other copies of the service, and tells who asks how they are. */
export async function startManagers<Owner extends ManagerOwner>(
  options: StartManagersOptions<Owner>,
): Promise<RunningManagers> {
  const { owner, nc, log, db, works, metrics } = options;
  const context: ManagerContext = { owner, nc, log, db };
  const instance = `${options.instance}-${randomUUID().slice(0, 8)}`;
  await registerManagers(context);
  const meters = metrics ? createManagerMeters(metrics) : undefined;
  const host = new ManagerHost({ context, instance, works: works as unknown as Record<string, AnyWork>, meters });
  const subscriptions = [
    onHint(nc, managersChanged[owner], log, () => host.wake()),
    serve(nc, managersQueries[owner], log, async ({ history }) => ({ managers: await viewManagers(context, history) })),
  ];
  host.start();
  return {
    instance,
    async stop() {
      for (const subscription of subscriptions) subscription.unsubscribe();
      await host.stop();
    },
  };
}
