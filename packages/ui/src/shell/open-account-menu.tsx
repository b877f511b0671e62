import CircleUser from "lucide-react/icons/circle-user";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { accountButtonClass } from "./account-button-class.ts";
import { ChangePasswordDialog } from "../session/change-password-dialog.tsx";
import { useSession, useSignOut } from "../session/use-session.tsx";

const itemClass = "cursor-pointer rounded-control px-3 py-2 font-medium -outline-offset-2! data-highlighted:bg-sunken";

/** Who is signed in, their password, and the way out: open from the start, as it is drawn when somebody has asked for it. */
export function OpenAccountMenu() {
  const session = useSession();
  const signOut = useSignOut();
  const [changing, setChanging] = useState(false);
  if (session.status === "signed-out") return null;
  return (
    <>
      {/* Not modal: that would lock the page's scrolling by a style element, which the page's policy refuses. */}
      <DropdownMenu.Root modal={false} defaultOpen>
        <DropdownMenu.Trigger aria-label="Account" title="Account" className={accountButtonClass}>
          <CircleUser size={20} aria-hidden />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="end"
            sideOffset={6}
            className="z-20 min-w-56 rounded-card border border-line bg-surface p-1.5 shadow-lift"
          >
            <DropdownMenu.Label className="max-w-72 px-3 py-2 text-sm break-all text-ink-soft">
              {session.user.email}
            </DropdownMenu.Label>
            <DropdownMenu.Item onSelect={() => setChanging(true)} className={itemClass}>
              Change password
            </DropdownMenu.Item>
            <DropdownMenu.Item onSelect={signOut} className={itemClass}>
              Sign out
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {changing && <ChangePasswordDialog email={session.user.email} onClose={() => setChanging(false)} />}
    </>
  );
}
