import type { ActionHandlers } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { queuePause } from "./queue-pause.ts";

/** The actions that jobs carries out. */
export function jobActions(context: Context): ActionHandlers<"jobs"> {
  return { "queue.pause": queuePause(context) };
}
