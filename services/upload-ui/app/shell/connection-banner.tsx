import { ApiError } from "@agentos/client/api-error";
import { useQueryClient } from "@tanstack/react-query";
import WifiOff from "lucide-react/icons/wifi-off";
import { useSyncExternalStore } from "react";

/** Says so while what is shown may be out of date because the server does not answer; it is asked again all the time. */
export function ConnectionBanner() {
  const cache = useQueryClient().getQueryCache();
  const away = useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    () => cache.getAll().some((query) => query.isActive() && isAway(query.state.error)),
  );
  return (
    <output className="pointer-events-none fixed inset-x-0 bottom-0 z-20 grid justify-items-center p-4">
      {away && (
        <p className="pointer-events-auto flex items-center gap-2.5 rounded-full bg-ink px-4 py-2.5 text-sm font-medium text-paper shadow-lift">
          <WifiOff size={17} aria-hidden className="shrink-0" />
          The server is not answering. What you see may be out of date; trying again.
        </p>
      )}
    </output>
  );
}

function isAway(error: unknown): boolean {
  return error instanceof ApiError && error.passing && error.status !== 429;
}
