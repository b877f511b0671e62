import type { ActionHandler } from "@agentos/action-kit/handler";
import { judgeSettings } from "@agentos/contracts/settings/faults";
import { transact } from "@agentos/database/transact";
import type { Context } from "../context.ts";
import { changesBetween } from "./change-settings.ts";
import { readCurrent, readDeployed } from "./read-settings.ts";

/** Says what is wrong with a document, as an import would. */
export function validate({ db }: Pick<Context, "db">): ActionHandler<"config.validate"> {
  return {
    run: (call) =>
      transact(db, async (tx) => {
        const { settings: now } = await readCurrent(tx);
        const { values, faults } = judgeSettings({ ...now, ...call.payload.document.settings }, await readDeployed(tx));
        const valid = faults.length === 0;
        return call.complete(tx, {
          valid,
          errors: faults.map(({ path, message }) => ({ path: `document.settings.${path}`, message })),
          changed: valid ? changesBetween(now, values).map(({ key }) => key) : [],
        });
      }),
  };
}
