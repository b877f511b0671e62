import type { LiveConnection } from "@agentos/client/live/live-connection";
import type { AppServices } from "@agentos/ui/session/app-context";
import { createContext, use } from "react";
import type { Uploads } from "../upload/uploads.ts";

/** What belongs to the person who is signed in. */
export type UserServices = AppServices & { uploads: Uploads; connection: LiveConnection };

export const UserContext = createContext<UserServices | undefined>(undefined);

/** Errors: outside of the signed-in part of the app. */
export function useUser(): UserServices {
  const services = use(UserContext);
  if (services === undefined) throw new Error("Used outside of its provider.");
  return services;
}
