import type { LiveState } from "@agentos/client/live/live-state";
import { useSyncExternalStore } from "react";
import { useUser } from "./services.tsx";

/** How the live connection is. */
export function useLiveState(): LiveState {
  const { connection } = useUser();
  return useSyncExternalStore(
    (listener) => connection.subscribe(listener),
    () => connection.state,
  );
}
