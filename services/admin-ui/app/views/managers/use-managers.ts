import { useEffect, useMemo, useState } from "react";
import { useRows } from "../../data/use-rows.ts";
import { useSection } from "../../data/use-section.ts";
import { ManagerRows } from "./manager-rows.ts";

/** Runs that find nothing to do are told by nobody: they are read again so often while the page is looked at. */
const everyMs = 5000;

/** All managers: how they stand as it is told live, with their runs. */
export function useManagers() {
  const { value: section, error } = useSection("managers");
  const { rows, source, error: unread } = useRows("managers", {}, 100);
  const [made] = useState(() => new ManagerRows());
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") source.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [source]);
  const managers = useMemo(() => made.of(section, rows), [made, section, rows]);
  return { managers, section, error, unread };
}
