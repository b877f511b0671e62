import { Link } from "wouter";
import { buttonClass } from "@agentos/ui/parts/button";
import type { HistoryFilter } from "../data/job-keys.ts";
import { statusNames } from "@agentos/ui/parts/status-badge";

/** An empty list, and the way out of it. */
export function NothingFound({ filter }: { filter: HistoryFilter }) {
  const filtered = filter.search !== undefined || filter.status !== undefined;
  const parts = [
    filter.search === undefined ? undefined : `“${filter.search}”`,
    filter.status === undefined ? undefined : `the status “${statusNames[filter.status]}”`,
  ].filter((part) => part !== undefined);
  return (
    <div className="grid justify-items-start gap-4 rounded-card border border-line bg-surface p-7">
      <p className="text-lg">
        {filtered
          ? `No video matches ${parts.join(" and ")}.`
          : filter.page > 1
            ? "There are no more videos on this page."
            : "You have not added a video yet."}
      </p>
      <Link href={filtered || filter.page > 1 ? "/history" : "/"} className={buttonClass("primary")}>
        {filtered || filter.page > 1 ? "Show all videos" : "Add your first video"}
      </Link>
    </div>
  );
}
