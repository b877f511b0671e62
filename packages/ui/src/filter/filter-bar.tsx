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
    <search
      aria-label={label}
      className="grid grid-cols-[repeat(auto-fill,minmax(min(11.5rem,46%),1fr))] items-start gap-x-3 gap-y-2"
    >
      {children}
      <Button
        kind="quiet"
        size="small"
        icon={<X size={15} aria-hidden />}
        disabled={onClear === undefined}
        onClick={onClear}
        className="mt-5.5 justify-self-start"
      >
        Clear
      </Button>
    </search>
  );
}
