import type { Pagination } from "@agentos/contracts/api/envelope";
import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import { IconButton } from "@agentos/ui/parts/button";

/** Which page of how many, and the way to the next. */
export function Pages({ pagination, onTurn }: { pagination: Pagination; onTurn: (page: number) => void }) {
  const { page, total, total_is: totalIs, total_pages: pages, has_next: hasNext, has_prev: hasPrev } = pagination;
  if (total === 0) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4">
      <p className="text-sm text-ink-soft tabular-nums">
        {totalIs === "at least" ? "more than " : ""}
        {total} {total === 1 ? "video" : "videos"}
        {pages > 1 && ` · page ${page} of ${pages}`}
      </p>
      {pages > 1 && (
        <div className="flex">
          <IconButton
            label="Previous page"
            disabled={!hasPrev}
            onClick={() => onTurn(page - 1)}
            className="disabled:opacity-35"
          >
            <ChevronLeft size={20} aria-hidden />
          </IconButton>
          <IconButton
            label="Next page"
            disabled={!hasNext}
            onClick={() => onTurn(page + 1)}
            className="disabled:opacity-35"
          >
            <ChevronRight size={20} aria-hidden />
          </IconButton>
        </div>
      )}
    </nav>
  );
}
