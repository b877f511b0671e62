import ChevronDown from "lucide-react/icons/chevron-down";
import SlidersHorizontal from "lucide-react/icons/sliders-horizontal";
import { Collapsible } from "radix-ui";
import type { ReactNode } from "react";
import { describeOptions } from "@agentos/ui/format/options";
import { CaptionOptions } from "./caption-options.tsx";
import type { OptionsGiven } from "./options-given.ts";
import { ShapeOptions } from "./shape-options.tsx";

type Given = OptionsGiven & {
  /** What they are of, where there is more than one set of them on the page. */
  of?: ReactNode;
  /** Where something depends on whether it is open; it keeps that by itself otherwise. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Below the options. */
  children?: ReactNode;
};

/** What a person may choose; folded to one line that says what is chosen, as the defaults suit most. */
export function OptionsPanel({ options, onChange, of, open, onOpenChange, children }: Given) {
  const steered = open === undefined ? {} : { open };
  return (
    <Collapsible.Root {...steered} {...(onOpenChange ? { onOpenChange } : {})}>
      <Collapsible.Trigger className="group flex min-h-11 w-full items-center gap-2.5 rounded-control px-1 text-left text-ink-soft hover:text-ink">
        <SlidersHorizontal size={17} aria-hidden className="shrink-0" />
        <span className="shrink-0 font-medium text-ink">Options{of}</span>
        <span className="min-w-0 flex-1 truncate text-sm">{describeOptions(options)}</span>
        <ChevronDown
          size={18}
          aria-hidden
          className="shrink-0 transition-transform group-data-[state=open]:rotate-180"
        />
      </Collapsible.Trigger>
      <Collapsible.Content>
        <div className="mt-2 grid gap-x-10 gap-y-6 rounded-card border border-line bg-surface p-5 sm:p-6 md:grid-cols-2">
          <ShapeOptions options={options} onChange={onChange} />
          <CaptionOptions options={options} onChange={onChange} />
          {children}
        </div>
      </Collapsible.Content>
    </Collapsible.Root>
  );
}
