import type { ApiClient } from "@agentos/client/api-client";
import type { SessionTokens } from "@agentos/client/session-tokens";
import { createContext, use } from "react";

/** What a whole app shares, whoever is signed in. */
export type AppServices = { client: ApiClient; tokens: SessionTokens };

export const AppContext = createContext<AppServices | undefined>(undefined);

/** Errors: outside of an app that `mountApp` has mounted. */
export function useApp(): AppServices {
  const services = use(AppContext);
  if (services === undefined) throw new Error("Used outside of its provider.");
  return services;
}
