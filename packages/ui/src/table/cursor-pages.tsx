import type { Pagination } from "@agentos/contracts/api/envelope";
import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import { Button } from "../parts/button.tsx";
import { countText } from "./count-text.ts";

type Given = {
  /** Counted from 1. */
  page: number;
  pagination: Pagination | undefined;
  /** What is counted: `["job", "jobs"]`. */
  noun: readonly [one: string, many: string];
  onPrevious: () => void;
  onNext: () => void;
  /** Another page is on its way: there is no going on from this one. */
  busy?: boolean;
};

/** Back and on through pages that are known one by one, and how many rows there are in all. */
export function CursorPages({ page, pagination, noun, onPrevious, onNext, busy = false }: Given) {
  return (
    <nav
      aria-label={`Pages of ${noun[1]}`}
      className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-2"
    >
      <p className="text-sm text-ink-soft tabular-nums" aria-live="polite">
        {pagination ? countText(pagination, noun) : "\u00a0"}
      </p>
      <div className="flex items-center gap-2">
        <Button size="small" icon={<ChevronLeft size={16} aria-hidden />} disabled={page <= 1} onClick={onPrevious}>
          Previous
        </Button>
        <span className="min-w-18 text-center text-sm tabular-nums">Page {page.toLocaleString("en")}</span>
        <Button size="small" disabled={busy || !pagination?.has_next} onClick={onNext}>
          Next
          <ChevronRight size={16} aria-hidden />
        </Button>
      </div>
    </nav>
  );
}
