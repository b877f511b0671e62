import { Dialog } from "@agentos/ui/parts/dialog";
import { IconButton } from "@agentos/ui/parts/button";
import { AccountMenu } from "@agentos/ui/shell/account-menu";
import { ThemeSwitch } from "@agentos/ui/shell/theme-switch";
import Menu from "lucide-react/icons/menu";
import X from "lucide-react/icons/x";
import { useState } from "react";
import { AlertsLink } from "./alerts-link.tsx";
import { ConnectionState } from "./connection-state.tsx";
import { Navigation } from "./navigation.tsx";
import { PaletteButton } from "./palette-button.tsx";

/** What is at hand on every page: the way around, the palette, how current everything is, alerts, oneself. */
export function Header() {
  const [open, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-line bg-paper/92 px-4 backdrop-blur sm:px-6 2xl:px-10">
      <div className="lg:hidden">
        <IconButton label="Menu" onClick={() => setOpen(true)}>
          <Menu size={20} aria-hidden />
        </IconButton>
      </div>
      <Dialog
        open={open}
        title="Menu"
        onClose={() => setOpen(false)}
        size="side"
        aside={
          <IconButton label="Close the menu" onClick={() => setOpen(false)}>
            <X size={20} aria-hidden />
          </IconButton>
        }
      >
        <Navigation onGone={() => setOpen(false)} className="-m-2 bg-transparent" />
      </Dialog>
      <PaletteButton />
      <div className="ml-auto flex items-center gap-1">
        <ConnectionState />
        <AlertsLink />
        <ThemeSwitch />
        <AccountMenu />
      </div>
    </header>
  );
}
