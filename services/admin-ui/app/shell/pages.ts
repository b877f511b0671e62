import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { PlacePath } from "./places.ts";

/** What is drawn at each address; each is a chunk of its own. A page without one does not compile. */
export const pages: Readonly<Record<PlacePath, LazyExoticComponent<ComponentType>>> = {
  "/": lazy(async () => ({ default: (await import("../views/dashboard/dashboard-page.tsx")).DashboardPage })),
  "/jobs": lazy(async () => ({ default: (await import("../views/jobs/jobs-page.tsx")).JobsPage })),
  "/agents": lazy(async () => ({ default: (await import("../views/agents/agents-page.tsx")).AgentsPage })),
  "/managers": lazy(async () => ({ default: (await import("../views/managers/managers-page.tsx")).ManagersPage })),
  "/system": lazy(async () => ({ default: (await import("../views/system/system-page.tsx")).SystemPage })),
  "/logs": lazy(async () => ({ default: (await import("../views/logs/logs-page.tsx")).LogsPage })),
  "/logs/audit": lazy(async () => ({ default: (await import("../views/audit/audit-page.tsx")).AuditPage })),
  "/configuration": lazy(async () => ({
    default: (await import("../views/configuration/configuration-page.tsx")).ConfigurationPage,
  })),
  "/configuration/users": lazy(async () => ({ default: (await import("../views/users/users-page.tsx")).UsersPage })),
  "/analytics": lazy(async () => ({ default: (await import("../views/analytics/analytics-page.tsx")).AnalyticsPage })),
};
