import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { changeSettings } from "./change-settings.ts";

/** Switches a feature for a share of the users. */
export function setFlag(context: Context): ActionHandler<"config.set_flag"> {
  return {
    run: (call) =>
      changeSettings(context, "config.set_flag", call, ({ settings }) => {
        const { flag, enabled, percent } = call.payload;
        return { ...settings, [`flags.${flag}`]: { enabled, percent } };
      }),
  };
}
