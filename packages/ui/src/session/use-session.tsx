import type { SessionState } from "@agentos/client/session-tokens";
import { authOperations } from "@agentos/contracts/api/auth";
import { useSyncExternalStore } from "react";
import { useApp } from "../session/app-context.tsx";

/** Whether somebody is signed in, as it is now in all tabs. */
export function useSession(): SessionState {
  const { tokens } = useApp();
  return useSyncExternalStore(
    (listener) => tokens.subscribe(listener),
    () => tokens.state,
  );
}

/** Ends the session here at once, and at the server as soon as it hears of it. */
export function useSignOut(): () => void {
  const { client, tokens } = useApp();
  return () => {
    const refreshToken = tokens.end();
    if (refreshToken === undefined) return;
    client.call(authOperations.logout, { body: { refresh_token: refreshToken } }).catch((error: unknown) => {
      // Nothing that a person could do: the tokens are gone from here, and the server's session ends by its age.
      reportError(error);
    });
  };
}
