import type { ActionHandler } from "@agentos/action-kit/handler";
import { settingsFormat } from "@agentos/contracts/settings/document";
import { transact } from "@agentos/database/transact";
import type { Context } from "../context.ts";
import { readCurrent } from "./read-settings.ts";

/** Gives what operators have set. No setting is a secret: those are in the environment of the services alone. */
export function exportSettings({ db }: Pick<Context, "db">): ActionHandler<"config.export"> {
  return {
    run: (call) =>
      transact(db, async (tx) => {
        const { version, settings } = await readCurrent(tx);
        return call.complete(tx, { document: { format: settingsFormat, version, settings } });
      }),
  };
}
