import { useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { noteFocus } from "../focus/note-focus.ts";

const sizes = {
  normal: "m-auto w-[min(27rem,calc(100vw-2rem))] rounded-card p-6",
  wide: "m-auto w-[min(42rem,calc(100vw-2rem))] rounded-card p-6",
  /** At the right side, over the whole height. */
  side: "m-0 ml-auto h-dvh max-h-none w-[min(46rem,100vw)] max-w-none border-y-0 border-r-0 p-5 sm:p-7",
} as const;

type Given = {
  open: boolean;
  title: string;
  /** Undefined where it cannot be put aside. */
  onClose: (() => void) | undefined;
  size?: keyof typeof sizes;
  /** Beside the title. */
  aside?: ReactNode;
  children: ReactNode;
};

/**
 * A modal dialog: the browser's own, which keeps the focus inside and the rest inert. However it is closed, the focus goes back to what
 * had it before.
 */
export function Dialog({ open, title, onClose, size = "normal", aside, children }: Given) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Not after the browser has drawn: the dialog may be taken out of the page, and what had the focus inside with it.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (!open || !dialog) return;
    const giveBack = noteFocus();
    dialog.showModal();
    return () => {
      dialog.close();
      if (document.activeElement === document.body || dialog.contains(document.activeElement)) giveBack();
    };
  }, [open]);
  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (!onClose) event.preventDefault();
      }}
      onClose={(event) => event.target === element.current && !element.current.open && onClose?.()}
      onPointerDown={(event) => size === "side" && event.target === element.current && onClose?.()}
      className={`border border-line bg-surface text-ink shadow-lift backdrop:bg-black/45 ${sizes[size]}`}
    >
      {open && (
        <div className="grid grid-cols-1 gap-4">
          <div className="flex items-start justify-between gap-4">
            <h2 id={titleId} className="min-w-0 text-xl font-semibold tracking-tight [overflow-wrap:anywhere]">
              {title}
            </h2>
            {aside}
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
