import type { View } from "@agentos/contracts/actions/action-contract";

/** A page of the control room. */
export type AdminPage = {
  path: string;
  /** Its heading, and its name in the navigation. */
  name: string;
  /** Whose actions its menu has; undefined where they are another page's. */
  view: View | undefined;
};

/** All pages of the control room. */
export const adminPages: readonly AdminPage[] = [
  { path: "/", name: "Dashboard", view: "dashboard" },
  { path: "/jobs", name: "Jobs & Queue", view: "jobs_queue" },
  { path: "/agents", name: "Agents & Workers", view: "agents_workers" },
  { path: "/managers", name: "Managers", view: "managers" },
  { path: "/system", name: "System Controls", view: "system" },
  { path: "/logs", name: "System Logs", view: "logs" },
  { path: "/logs/audit", name: "Audit trail", view: undefined },
  { path: "/configuration", name: "Configuration", view: "configuration" },
  { path: "/configuration/users", name: "Users", view: "accounts" },
  { path: "/analytics", name: "Analytics", view: "analytics" },
];
