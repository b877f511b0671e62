import ChevronDown from "lucide-react/icons/chevron-down";
import SlidersHorizontal from "lucide-react/icons/sliders-horizontal";
import { Collapsible } from "radix-ui";
import { describeOptions } from "@agentos/ui/format/options";
import { CaptionOptions } from "./caption-options.tsx";
import type { OptionsGiven } from "./options-given.ts";
import { ShapeOptions } from "./shape-options.tsx";

/** What a person may choose; folded to one line that says what is chosen, as the defaults suit most. */
export function OptionsPanel(given: OptionsGiven) {
  return (
    <Collapsible.Root>
      <Collapsible.Trigger className="group flex min-h-11 w-full items-center gap-2.5 rounded-control px-1 text-left text-ink-soft hover:text-ink">
        <SlidersHorizontal size={17} aria-hidden className="shrink-0" />
        <span className="font-medium text-ink">Options</span>
        <span className="min-w-0 flex-1 truncate text-sm">{describeOptions(given.options)}</span>
        <ChevronDown
          size={18}
          aria-hidden
          className="shrink-0 transition-transform group-data-[state=open]:rotate-180"
        />
      </Collapsible.Trigger>
      <Collapsible.Content>
        <div className="mt-2 grid gap-x-10 gap-y-6 rounded-card border border-line bg-surface p-5 sm:p-6 md:grid-cols-2">
          <ShapeOptions {...given} />
          <CaptionOptions {...given} />
        </div>
      </Collapsible.Content>
    </Collapsible.Root>
  );
}
