import X from "lucide-react/icons/x";
import { useEffect, useEffectEvent, useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { noteFocus } from "../focus/note-focus.ts";
import { IconButton } from "./button.tsx";

type Given = {
  title: string;
  onClose: () => void;
  /** Above the title: what kind of thing it is. */
  kind?: string;
  /** Beside the title. */
  aside?: ReactNode;
  children: ReactNode;
};

/**
 * One thing of a list, at the right side over the page. Not modal: the list goes on, another row can be opened, and messages stay in
 * reach. Escape closes it, and the focus goes back to where it was.
 */
export function Drawer({ title, onClose, kind, aside, children }: Given) {
  const panel = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useFocusWithin(panel);
  const closeOn = useEffectEvent((event: KeyboardEvent): void => {
    // What lies above it is closed first.
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog:modal")) onClose();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => closeOn(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <dialog
      ref={panel}
      open
      aria-labelledby={titleId}
      tabIndex={-1}
      className="fixed inset-y-0 right-0 left-auto z-30 m-0 h-dvh max-h-none w-[min(44rem,100%)] max-w-none scroll-pt-24 scroll-pb-36 overflow-y-auto overscroll-contain border-y-0 border-r-0 border-l border-line bg-surface text-ink shadow-lift outline-none"
    >
      <header className="sticky top-0 z-10 flex items-start gap-3 border-b border-line bg-surface px-5 py-4 sm:px-7">
        <div className="min-w-0 flex-1">
          {kind && <p className="text-sm text-ink-faint">{kind}</p>}
          <h2 id={titleId} className="text-xl font-semibold tracking-tight [overflow-wrap:anywhere]">
            {title}
          </h2>
        </div>
        {aside}
        <IconButton label="Close" className="-my-1 -mr-2" onClick={onClose}>
          <X size={20} aria-hidden />
        </IconButton>
      </header>
      <div className="grid grid-cols-1 gap-6 px-5 py-5 sm:px-7">{children}</div>
    </dialog>
  );
}

/** Takes the focus, and gives it back when it is closed while the focus is still inside. */
function useFocusWithin(panel: { current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const element = panel.current;
    const giveBack = noteFocus();
    element?.focus({ preventScroll: true });
    return () => {
      if (element?.contains(document.activeElement) || document.activeElement === document.body) giveBack();
    };
  }, [panel]);
}
