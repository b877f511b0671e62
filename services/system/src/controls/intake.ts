import type { ActionHandler } from "@agentos/action-kit/handler";
import { transact } from "@agentos/database/transact";
import type { Context } from "../context.ts";
import { readSwitches, switchOff, switchOn, tellFollowers } from "./switches.ts";

type Parts = Pick<Context, "db" | "nc" | "log">;

/** Has the gateways refuse what begins a job or an upload. */
export function pauseIntake(context: Parts): ActionHandler<"system.pause_intake"> {
  return {
    async run({ complete }) {
      const ended = await transact(context.db, async (tx) => {
        await switchOn(tx, "intake_pause");
        return complete(tx, { intake_pause: (await readSwitches(tx)).intake_pause });
      });
      tellFollowers(context);
      return ended;
    },
  };
}

/** Has the gateways let it through again. */
export function resumeIntake(context: Parts): ActionHandler<"system.resume_intake"> {
  return {
    async run({ complete }) {
      const ended = await transact(context.db, async (tx) =>
        complete(tx, { was_paused: await switchOff(tx, "intake_pause") }),
      );
      tellFollowers(context);
      return ended;
    },
  };
}
