import { Problem } from "@agentos/ui/parts/problem";
import { useCallback } from "react";
import { useFilters } from "../../data/use-filters.ts";
import { ViewPage } from "../../shell/view-page.tsx";
import { ManagerDrawer } from "./manager-drawer.tsx";
import { ManagerFigures } from "./manager-figures.tsx";
import { managerFilters, type ManagerFilters } from "./manager-filters.ts";
import { ManagerTable } from "./manager-table.tsx";
import { useManagers } from "./use-managers.ts";

/** The control loops: who leads them, when they run, what they do, and what can be done to them. */
export function ManagersPage() {
  const { managers, section, unread } = useManagers();
  const [filters, change] = useFilters(managerFilters);
  const open = useCallback((manager: ManagerFilters["manager"]) => change({ manager }), [change]);
  return (
    <ViewPage>
      <ManagerFigures managers={managers} />
      {unread && (
        <Problem error={unread}>
          <p className="text-sm text-ink-soft">What is said of runs is of before.</p>
        </Problem>
      )}
      <ManagerTable managers={managers} section={section} filters={filters} change={change} onOpen={open} />
      {filters.manager && (
        <ManagerDrawer
          key={filters.manager}
          name={filters.manager}
          manager={managers?.find(({ name }) => name === filters.manager)}
          onClose={() => open(undefined)}
        />
      )}
    </ViewPage>
  );
}
