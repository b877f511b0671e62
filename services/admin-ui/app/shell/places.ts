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

/** A page of the control room. */
export type Place = {
  path: string;
  label: string;
  icon: typeof Activity;
  /** Whose actions its menu has; undefined where they are another page's. */
  view: View | undefined;
  /** The sections that it shows: how old they are stands beside its title. */
  sections: readonly SectionName[];
};

/** All pages, in the order of the navigation. */
export const places = [
  {
    path: "/",
    label: "Dashboard",
    icon: LayoutDashboard,
    view: "dashboard",
    sections: ["dashboard"],
  },
  {
    path: "/jobs",
    label: "Jobs & Queue",
    icon: ListVideo,
    view: "jobs_queue",
    sections: ["jobs", "queue"],
  },
  {
    path: "/agents",
    label: "Agents & Workers",
    icon: Bot,
    view: "agents_workers",
    sections: ["agents_workers"],
  },
  {
    path: "/managers",
    label: "Managers",
    icon: RefreshCcwDot,
    view: "managers",
    sections: ["managers"],
  },
  {
    path: "/system",
    label: "System Controls",
    icon: Activity,
    view: "system",
    sections: ["system"],
  },
  {
    path: "/logs",
    label: "System Logs",
    icon: ScrollText,
    view: "logs",
    sections: ["logs"],
  },
  {
    path: "/logs/audit",
    label: "Audit trail",
    icon: ShieldCheck,
    view: undefined,
    sections: ["audit"],
  },
  {
    path: "/configuration",
    label: "Configuration",
    icon: SlidersHorizontal,
    view: "configuration",
    sections: ["config"],
  },
  {
    path: "/configuration/users",
    label: "Users",
    icon: Users,
    view: "accounts",
    sections: [],
  },
  {
    path: "/analytics",
    label: "Analytics",
    icon: ChartLine,
    view: "analytics",
    sections: ["analytics"],
  },
] as const satisfies readonly Place[];

export type PlacePath = (typeof places)[number]["path"];

/** The page at an address; undefined where there is none. */
export function placeAt(path: string): Place | undefined {
  return (places as readonly Place[]).find((place) => place.path === path);
}
