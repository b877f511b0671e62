import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { transact } from "@agentos/database/transact";
import type { Context } from "../context.ts";
import { readSwitches, switchOff, switchOn, tellFollowers } from "./switches.ts";

type Parts = Pick<Context, "db" | "nc" | "log">;

/** Closes the gateways for everybody but administrators. */
export function enableMaintenance(context: Parts): ActionHandler<"system.enable_maintenance"> {
  return {
    async run({ payload, complete }) {
      const until = payload.until === undefined ? null : new Date(payload.until);
      if (until && until.getTime() <= Date.now()) {
        throw new AppError("VALIDATION_ERROR", "The maintenance would be over already.", {
          details: [{ path: "payload.until", message: "A moment that is still to come." }],
        });
      }
      const ended = await transact(context.db, async (tx) => {
        await switchOn(tx, "maintenance", { message: payload.message, until });
        return complete(tx, { maintenance: (await readSwitches(tx)).maintenance });
      });
      tellFollowers(context);
      return ended;
    },
  };
}

/** Opens the gateways again. */
export function disableMaintenance(context: Parts): ActionHandler<"system.disable_maintenance"> {
  return {
    async run({ complete }) {
      const ended = await transact(context.db, async (tx) =>
        complete(tx, { was_on: await switchOff(tx, "maintenance") }),
      );
      tellFollowers(context);
      return ended;
    },
  };
}
