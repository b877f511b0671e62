import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { Button } from "../parts/button.tsx";

type Given = {
  label: string;
  /** Takes all of them away; undefined where nothing is filtered by. */
  onClear: (() => void) | undefined;
  children: ReactNode;
};

/** Filters side by side, as many as there is room for. */
export function FilterBar({ label, onClear, children }: Given) {
  return (
    <search aria-label={label} className="flex flex-wrap items-start gap-3">
      <div className="grid min-w-0 flex-1 basis-72 grid-cols-[repeat(auto-fill,minmax(min(11.5rem,46%),1fr))] gap-x-3 gap-y-2">
        {children}
      </div>
      <Button
        kind="quiet"
        size="small"
        icon={<X size={15} aria-hidden />}
        disabled={onClear === undefined}
        onClick={onClear}
        className="mt-5"
      >
        Clear
      </Button>
    </search>
  );
}
