import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import type { Context } from "../context.ts";
import { changeSettings } from "./change-settings.ts";

/** Sets one setting, unless somebody has changed the configuration since it was looked at. */
export function update(context: Context): ActionHandler<"config.update"> {
  return {
    run: (call) =>
      changeSettings(context, "config.update", call, ({ version, settings }) => {
        const { key, value, expected_version: expected } = call.payload;
        if (expected !== version) {
          const words = `The configuration is at version ${version} now, not at ${expected}. Look at it again, then repeat your change.`;
          throw new AppError("VERSION_STALE", words);
        }
        return { ...settings, [key]: value };
      }),
  };
}
