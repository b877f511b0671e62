import { jobStatuses, type JobStatus } from "@agentos/contracts/api/jobs";
import Search from "lucide-react/icons/search";
import { useEffect, useEffectEvent, useState } from "react";
import { statusNames } from "@agentos/ui/parts/status-badge";
import { inputClass } from "@agentos/ui/parts/field";
import type { HistoryFilter } from "../data/job-keys.ts";
import type { ShownFilter } from "./history-filter.ts";

type Given = {
  filter: HistoryFilter;
  onChange: (change: Partial<ShownFilter>, options?: { replace: boolean }) => void;
};

const typingMs = 300;

/** Search and status. What is typed is searched when the typing rests. */
export function HistoryFilters({ filter, onChange }: Given) {
  const [typed, setTyped] = useState(filter.search ?? "");
  const inAddress = filter.search ?? "";
  const [seen, setSeen] = useState(inAddress);
  if (seen !== inAddress) {
    // The address was changed elsewhere, as by going back.
    setSeen(inAddress);
    setTyped(inAddress);
  }
  const search = useEffectEvent((text: string) => onChange({ search: text }, { replace: true }));
  useEffect(() => {
    if (typed === inAddress) return;
    const timer = setTimeout(() => search(typed), typingMs);
    return () => clearTimeout(timer);
  }, [typed, inAddress]);
  return (
    <search className="flex flex-wrap gap-3">
      <div className="relative min-w-56 flex-1">
        <Search size={18} aria-hidden className="absolute top-1/2 left-3.5 -translate-y-1/2 text-ink-faint" />
        <input
          type="search"
          aria-label="Search your videos"
          placeholder="Search by title or error"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className={`${inputClass} pl-10`}
        />
      </div>
      <select
        aria-label="Status"
        value={filter.status ?? ""}
        onChange={(event) => onChange({ status: (event.target.value || undefined) as JobStatus | undefined })}
        className={`${inputClass} max-w-44 max-sm:max-w-none`}
      >
        <option value="">Every status</option>
        {jobStatuses.map((status) => (
          <option key={status} value={status}>
            {statusNames[status]}
          </option>
        ))}
      </select>
    </search>
  );
}
