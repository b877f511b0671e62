import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { changeSettings } from "./change-settings.ts";

/** Takes an operator's word on a setting back. */
export function reset(context: Context): ActionHandler<"config.reset"> {
  return {
    run: (call) =>
      changeSettings(context, "config.reset", call, ({ settings }) => {
        const { [call.payload.key]: _gone, ...others } = settings;
        return others;
      }),
  };
}
