import type { actionView } from "@agentos/contracts/actions/action-reply";
import { adminOperations } from "@agentos/contracts/api/admin";
import type { z } from "zod";
import type { ApiClient } from "../api-client.ts";
import { ApiError } from "../api-error.ts";
import { pause } from "../backoff.ts";
import type { LiveConnection } from "../live/live-connection.ts";

export type ActionView = z.output<typeof actionView>;

export type Following = {
  client: ApiClient;
  /** Tells when actions have ended, where there is a socket. */
  connection: Pick<LiveConnection, "follow"> | undefined;
  signal: AbortSignal;
  /** How far it is; or that this cannot be asked for now. */
  onView: (view: ActionView) => void;
  onTrouble: (error: ApiError) => void;
};

/** Between two looks, in milliseconds: at first, and at the most once it has been looked at for a while. */
const pace = { firstMs: 500, mostMs: 5000, growth: 1.5 } as const;

/**
 * Looks at an action until it has ended: again and again, and at once when its end is told. Errors: ApiError where it cannot be
 * asked about at all, as it is gone or not the caller's to see; the signal's reason.
 */
export async function followAction(actionId: string, following: Following): Promise<ActionView> {
  const { client, connection, signal, onView, onTrouble } = following;
  let wake = (): void => undefined;
  const deaf = connection?.follow({
    channels: ["action_results"],
    onEvent: ({ data }) => data["action_id"] === actionId && wake(),
  });
  try {
    for (let waitMs: number = pace.firstMs; ; waitMs = Math.min(pace.mostMs, waitMs * pace.growth)) {
      const told = new Promise<void>((resolve) => (wake = resolve));
      let askedFor = 0;
      try {
        const view = await look(client, actionId, signal);
        onView(view);
        if (view.state === "done" || view.state === "failed") return view;
      } catch (error) {
        if (!(error instanceof ApiError) || !error.passing) throw error;
        askedFor = (error.retryAfter ?? 0) * 1000;
        onTrouble(error);
      }
      await Promise.race([pause(Math.max(waitMs, askedFor), signal), told]);
    }
  } finally {
    deaf?.();
  }
}

async function look(client: ApiClient, actionId: string, signal: AbortSignal): Promise<ActionView> {
  const { actions } = await client.call(adminOperations.actionStatus, { query: { action_id: actionId }, signal });
  const [view] = actions;
  if (!view) throw new ApiError("NOT_FOUND", undefined, { status: 404 });
  return view;
}
