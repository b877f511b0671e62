import type { ApiClient } from "@agentos/client/api-client";
import type { LiveConnection } from "@agentos/client/live/live-connection";
import type { SessionTokens } from "@agentos/client/session-tokens";
import { createContext, use } from "react";
import type { Uploads } from "../upload/uploads.ts";

/** What the whole app shares. */
export type AppServices = { client: ApiClient; tokens: SessionTokens };

/** What belongs to the person who is signed in. */
export type UserServices = AppServices & { uploads: Uploads; connection: LiveConnection };

export const AppContext = createContext<AppServices | undefined>(undefined);
export const UserContext = createContext<UserServices | undefined>(undefined);

export function useApp(): AppServices {
  return required(use(AppContext));
}

/** Errors: outside of the signed-in part of the app. */
export function useUser(): UserServices {
  return required(use(UserContext));
}

function required<T>(services: T | undefined): T {
  if (services === undefined) throw new Error("Used outside of its provider.");
  return services;
}
