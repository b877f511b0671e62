import { actions, findAction } from "@agentos/contracts/actions/actions";
import { managersPartReader } from "@agentos/manager-kit/tell-managers";
import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import { serviceName, type Context } from "../context.ts";
import { readToldActions } from "../db/told-actions.ts";
import { accountRule, actionRule, addressRule } from "../pipeline/limit.ts";

/** What the dispatcher tells for the snapshot. */
export function dispatcherPartReaders(
  context: Pick<Context, "config" | "db" | "breaker">,
): PartReaders<typeof serviceName> {
  const { config, db, breaker } = context;
  return {
    async system() {
      const [told, states] = await Promise.all([readToldActions(db), breaker.states()]);
      const breakers = Object.entries(states).map(([service, { state, failures, calls }]) => ({
        service,
        state,
        failures,
        calls,
      }));
      return { actions: told, breakers };
    },
    async config() {
      const contracts = actions.flatMap(({ name }) => findAction(name) ?? []);
      const account = accountRule(config);
      return {
        limits: {
          window_seconds: account.windowSeconds,
          account: account.limit,
          address: addressRule(config).limit,
          actions: Object.fromEntries(contracts.map((contract) => [contract.name, actionRule(config, contract).limit])),
        },
      };
    },
    managers: managersPartReader({ owner: serviceName, db }),
  };
}
