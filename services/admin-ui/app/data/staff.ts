import type { ActionService } from "@agentos/client/actions/action-service";
import type { CentralDataService } from "@agentos/client/data/central-data-service";
import type { LiveConnection } from "@agentos/client/live/live-connection";
import type { Account } from "@agentos/contracts/api/auth";
import type { AppServices } from "@agentos/ui/session/app-context";
import { createContext, use } from "react";

/** What belongs to the member of staff who is signed in. */
export type StaffServices = AppServices & {
  user: Account;
  connection: LiveConnection;
  data: CentralDataService;
  actions: ActionService;
};

export const StaffContext = createContext<StaffServices | undefined>(undefined);

/** Errors: outside of the signed-in part of the app. */
export function useStaff(): StaffServices {
  const services = use(StaffContext);
  if (services === undefined) throw new Error("Used outside of its provider.");
  return services;
}
