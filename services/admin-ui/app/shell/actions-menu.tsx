import { actions, type ActionName } from "@agentos/contracts/actions/actions";
import type { View } from "@agentos/contracts/actions/action-contract";
import { buttonClass } from "@agentos/ui/parts/button";
import ChevronDown from "lucide-react/icons/chevron-down";
import { DropdownMenu } from "radix-ui";
import { useActionHost } from "../actions/action-context.ts";
import { whyNot } from "../actions/may-run.ts";
import { useStaff } from "../data/staff.ts";

/** Every action of a view, for whatever it is to be done to; what one may not do says why. */
export function ActionsMenu({ view }: { view: View }) {
  const { user } = useStaff();
  const host = useActionHost();
  const own = actions.filter((action) => action.view === view);
  return (
    // Not modal: that would lock the page's scrolling by a style element, which the page's policy refuses.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={`${buttonClass("plain", "small")} data-[state=open]:bg-sunken`}>
        Actions
        <ChevronDown size={16} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-30 max-h-[min(32rem,80dvh)] max-w-[calc(100vw-2rem)] overflow-y-auto rounded-card border border-line bg-surface p-1.5 shadow-lift"
        >
          {own.map(({ name, label, summary }) => {
            const why = whyNot(name, user);
            return (
              <DropdownMenu.Item
                key={name}
                data-menu-action={name}
                disabled={why !== undefined}
                onSelect={() => host.ask({ action: name as ActionName })}
                className="grid max-w-96 cursor-pointer rounded-control px-3 py-2 outline-none data-disabled:cursor-not-allowed data-highlighted:bg-sunken"
              >
                <span className="font-medium data-disabled:text-ink-faint">{label}</span>
                <span className="text-sm text-ink-faint">{why ?? summary}</span>
              </DropdownMenu.Item>
            );
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
