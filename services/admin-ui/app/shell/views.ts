import type { View } from "@agentos/contracts/actions/action-contract";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import Activity from "lucide-react/icons/activity";
import Bot from "lucide-react/icons/bot";
import ChartLine from "lucide-react/icons/chart-line";
import LayoutDashboard from "lucide-react/icons/layout-dashboard";
import ListVideo from "lucide-react/icons/list-video";
import RefreshCcwDot from "lucide-react/icons/refresh-ccw-dot";
import ScrollText from "lucide-react/icons/scroll-text";
import ShieldCheck from "lucide-react/icons/shield-check";
import SlidersHorizontal from "lucide-react/icons/sliders-horizontal";
import Users from "lucide-react/icons/users";
import { lazy, type ComponentType, type LazyExoticComponent } from "react";

/** A page of the control room. */
export type Place = {
  path: string;
  label: string;
  icon: typeof Activity;
  /** Whose actions its menu has; undefined where they are another page's. */
  view: View | undefined;
  /** The sections that it shows: how old they are stands beside its title. */
  sections: readonly SectionName[];
  Page: LazyExoticComponent<ComponentType>;
};

/** All pages, in the order of the navigation. Each is a chunk of its own. */
export const places: readonly Place[] = [
  {
    path: "/",
    label: "Dashboard",
    icon: LayoutDashboard,
    view: "dashboard",
    sections: ["dashboard"],
    Page: lazy(async () => ({ default: (await import("../views/dashboard/dashboard-page.tsx")).DashboardPage })),
  },
  {
    path: "/jobs",
    label: "Jobs & Queue",
    icon: ListVideo,
    view: "jobs_queue",
    sections: ["jobs", "queue"],
    Page: lazy(async () => ({ default: (await import("../views/jobs/jobs-page.tsx")).JobsPage })),
  },
  {
    path: "/agents",
    label: "Agents & Workers",
    icon: Bot,
    view: "agents_workers",
    sections: ["agents_workers"],
    Page: lazy(async () => ({ default: (await import("../views/agents/agents-page.tsx")).AgentsPage })),
  },
  {
    path: "/managers",
    label: "Managers",
    icon: RefreshCcwDot,
    view: "managers",
    sections: ["managers"],
    Page: lazy(async () => ({ default: (await import("../views/managers/managers-page.tsx")).ManagersPage })),
  },
  {
    path: "/system",
    label: "System Controls",
    icon: Activity,
    view: "system",
    sections: ["system"],
    Page: lazy(async () => ({ default: (await import("../views/system/system-page.tsx")).SystemPage })),
  },
  {
    path: "/logs",
    label: "System Logs",
    icon: ScrollText,
    view: "logs",
    sections: ["logs"],
    Page: lazy(async () => ({ default: (await import("../views/logs/logs-page.tsx")).LogsPage })),
  },
  {
    path: "/logs/audit",
    label: "Audit trail",
    icon: ShieldCheck,
    view: undefined,
    sections: ["audit"],
    Page: lazy(async () => ({ default: (await import("../views/audit/audit-page.tsx")).AuditPage })),
  },
  {
    path: "/configuration",
    label: "Configuration",
    icon: SlidersHorizontal,
    view: "configuration",
    sections: ["config"],
    Page: lazy(async () => ({
      default: (await import("../views/configuration/configuration-page.tsx")).ConfigurationPage,
    })),
  },
  {
    path: "/configuration/users",
    label: "Users",
    icon: Users,
    view: "accounts",
    sections: [],
    Page: lazy(async () => ({ default: (await import("../views/users/users-page.tsx")).UsersPage })),
  },
  {
    path: "/analytics",
    label: "Analytics",
    icon: ChartLine,
    view: "analytics",
    sections: ["analytics"],
    Page: lazy(async () => ({ default: (await import("../views/analytics/analytics-page.tsx")).AnalyticsPage })),
  },
];

/** The page at an address; undefined where there is none. */
export function placeAt(path: string): Place | undefined {
  return places.find((place) => place.path === path);
}
