import { ApiError } from "@agentos/client/api-error";
import { describeLive } from "@agentos/client/live/live-state";
import { useQueryClient } from "@tanstack/react-query";
import WifiOff from "lucide-react/icons/wifi-off";
import { useSyncExternalStore } from "react";
import { isUnderWay } from "../data/live.ts";
import { useLiveState } from "../data/use-live-state.ts";

const pill = "pointer-events-auto flex items-center gap-2.5 rounded-3xl px-4 py-2.5 text-sm";

/**
 * Says so while what is shown may be out of date because the server does not answer; it is asked again all the time. More quietly,
 * while it answers but tells nothing by itself.
 */
export function ConnectionBanner() {
  const cache = useQueryClient().getQueryCache();
  const live = useLiveState();
  const listen = (listener: () => void) => cache.subscribe(listener);
  const away = useSyncExternalStore(listen, () =>
    cache.getAll().some((query) => query.isActive() && isAway(query.state.error)),
  );
  const hasty = useSyncExternalStore(listen, () =>
    cache.getAll().some((query) => query.isActive() && isUnderWay(query)),
  );
  // Whose session has ended is asked to sign in where everybody sees it.
  const asked = live.status === "refused" && live.why === "session";
  const quiet = asked ? undefined : describeLive(live, hasty);
  return (
    <output className="pointer-events-none fixed inset-x-0 bottom-0 z-20 grid justify-items-center p-4">
      {away && (
        <p className={`${pill} bg-ink font-medium text-paper shadow-lift`}>
          <WifiOff size={17} aria-hidden className="shrink-0" />
          The server is not answering. What you see may be out of date; trying again.
        </p>
      )}
      {!away && quiet !== undefined && <p className={`${pill} border border-line bg-surface text-ink-soft`}>{quiet}</p>}
    </output>
  );
}

function isAway(error: unknown): boolean {
  return error instanceof ApiError && error.passing && error.status !== 429;
}
