import { ApiError } from "@agentos/client/api-error";
import { describeLive } from "@agentos/client/live/live-state";
import { useQueryClient } from "@tanstack/react-query";
import WifiOff from "lucide-react/icons/wifi-off";
import { useSyncExternalStore } from "react";
import { isUnderWay } from "../data/live.ts";
import { useLiveState } from "../data/use-live-state.ts";

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
  const shown = away ? undefined : quiet;
  return (
    <>
      {/* So that the line hides nothing of a page that is read to its end. */}
      {shown !== undefined && <div className="h-16 sm:h-11" />}
      <output className="pointer-events-none fixed inset-x-0 bottom-0 z-20 grid justify-items-center">
        {away && (
          <p className="pointer-events-auto m-4 flex items-center gap-2.5 rounded-full bg-ink px-4 py-2.5 text-sm font-medium text-paper shadow-lift">
            <WifiOff size={17} aria-hidden className="shrink-0" />
            The server is not answering. What you see may be out of date; trying again.
          </p>
        )}
        {shown !== undefined && (
          <p className="pointer-events-auto w-full border-t border-line bg-paper px-4 py-2.5 text-center text-sm text-balance text-ink-soft">
            {shown}
          </p>
        )}
      </output>
    </>
  );
}

function isAway(error: unknown): boolean {
  return error instanceof ApiError && error.passing && error.status !== 429;
}
