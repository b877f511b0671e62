import type { LongActions } from "@agentos/action-kit/long/long-action";
import { analyze } from "../care/analyze.ts";
import type { Context } from "../context.ts";
import { archive } from "../logs/archive.ts";
import { exportLines } from "../logs/export-lines.ts";

/** The actions of system that take their time. */
export function longActions(context: Context): LongActions<"system"> {
  return {
    "database.analyze": analyze(context),
    "logs.archive": archive(context),
    "logs.export": exportLines(context),
  };
}
