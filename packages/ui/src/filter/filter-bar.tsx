import SlidersHorizontal from "lucide-react/icons/sliders-horizontal";
import X from "lucide-react/icons/x";
import { useId, useState, type ReactNode } from "react";
import { Button } from "../parts/button.tsx";

type Given = {
  label: string;
  /** Takes all of them away; undefined where nothing is filtered by. */
  onClear: (() => void) | undefined;
  children: ReactNode;
};

/** Filters side by side, as many as there is room for; on a phone folded, as the list itself is what one came for. */
export function FilterBar({ label, onClear, children }: Given) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <search aria-label={label} className="grid gap-2">
      <Button
        size="small"
        icon={<SlidersHorizontal size={15} aria-hidden />}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="justify-self-start sm:hidden"
      >
        {onClear === undefined ? "Filters" : "Filters: some are on"}
      </Button>
      <div
        id={id}
        className={`grid grid-cols-[repeat(auto-fill,minmax(min(11.5rem,46%),1fr))] items-start gap-x-3 gap-y-2 ${open ? "" : "max-sm:hidden"}`}
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
      </div>
    </search>
  );
}
