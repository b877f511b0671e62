import type { ActionHandlers } from "@agentos/action-kit/handler";
import type { ActionNameOf } from "@agentos/contracts/actions/actions";
import type { Context } from "../context.ts";
import { exportSettings } from "./export.ts";
import { importSettings } from "./import.ts";
import { reset } from "./reset.ts";
import { rollback } from "./rollback.ts";
import { setFlag } from "./set-flag.ts";
import { update } from "./update.ts";
import { validate } from "./validate.ts";

type OnConfig = Extract<ActionNameOf<"system">, `config.${string}`>;

/** The actions on the configuration. */
export function configActions(context: Context): Pick<ActionHandlers<"system">, OnConfig> {
  return {
    "config.update": update(context),
    "config.reset": reset(context),
    "config.rollback": rollback(context),
    "config.import": importSettings(context),
    "config.export": exportSettings(context),
    "config.validate": validate(context),
    "config.set_flag": setFlag(context),
  };
}
