import { useEffect, useId, useRef, type ReactNode } from "react";

type Given = {
  open: boolean;
  title: string;
  /** Undefined where it cannot be put aside. */
  onClose: (() => void) | undefined;
  children: ReactNode;
};

/** A modal dialog: the browser's own, which keeps the focus inside and the rest inert. */
export function Dialog({ open, title, onClose, children }: Given) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    if (open && !dialog?.open) dialog?.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (!onClose) event.preventDefault();
      }}
      onClose={onClose}
      className="m-auto w-[min(27rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-6 text-ink shadow-lift backdrop:bg-black/45"
    >
      {open && (
        <div className="grid gap-4">
          <h2 id={titleId} className="text-xl font-semibold tracking-tight">
            {title}
          </h2>
          {children}
        </div>
      )}
    </dialog>
  );
}
