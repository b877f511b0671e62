import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import X from "lucide-react/icons/x";
import { Toast } from "radix-ui";
import { useEffect, useRef, type RefObject } from "react";
import { Link } from "wouter";
import { noteFocus } from "../focus/note-focus.ts";
import { IconButton } from "../parts/button.tsx";
import type { Message } from "./message.ts";

const shownMs = 8000;
const untilClosedMs = 86_400_000;

const pressClass = "shrink-0 rounded-md font-medium underline decoration-marker-deep decoration-2 underline-offset-4";

type Given = { messages: readonly (Message & { id: number })[]; onDrop: (id: number) => void };

/** The messages, at the side of the page. What they are drawn with is large, and comes with the first one. */
export function ToastList({ messages, onDrop }: Given) {
  const list = useRef<HTMLOListElement>(null);
  const leave = useFocusBefore(list);
  const drop = (id: number): void => {
    if (list.current?.contains(document.activeElement)) leave();
    onDrop(id);
  };
  return (
    <Toast.Provider swipeDirection="right" duration={shownMs}>
      {messages.map(({ id, ...message }) => (
        <MessageToast key={id} {...message} onDrop={() => drop(id)} />
      ))}
      <Toast.Viewport
        ref={list}
        // Escape closes the message, and not what lies below it as well.
        onKeyDown={(event) => event.key === "Escape" && event.preventDefault()}
        className="fixed right-4 bottom-20 z-50 grid w-[min(26rem,calc(100vw-2rem))] gap-2 outline-none"
      />
    </Toast.Provider>
  );
}

/** Gives the focus back to where it was before somebody came to the messages. */
function useFocusBefore(list: RefObject<HTMLElement | null>): () => void {
  const giveBack = useRef<() => void>(undefined);
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      const region = list.current?.closest("[role=region]");
      if (target instanceof Element && !region?.contains(target)) giveBack.current = noteFocus(target);
    };
    giveBack.current = noteFocus();
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, [list]);
  return () => giveBack.current?.();
}

function MessageToast({ text, kind, link, press, onDrop }: Message & { onDrop: () => void }) {
  return (
    <Toast.Root
      onOpenChange={(open) => !open && onDrop()}
      {...(kind === "failed" ? { duration: untilClosedMs } : {})}
      className="flex items-center gap-4 rounded-card border border-line bg-surface py-2 pr-2 pl-4 shadow-lift"
    >
      <Toast.Description className="flex min-w-0 flex-1 items-start gap-2.5 [overflow-wrap:anywhere]">
        {kind === "done" && <CircleCheck size={18} aria-hidden className="mt-0.5 shrink-0 text-good" />}
        {kind === "failed" && <CircleAlert size={18} aria-hidden className="mt-0.5 shrink-0 text-bad" />}
        <span>{text}</span>
      </Toast.Description>
      {press && (
        <kbd aria-hidden className="shrink-0 font-sans text-xs text-ink-faint max-sm:hidden">
          F8
        </kbd>
      )}
      {press && (
        <Toast.Action altText={press.text} className={pressClass} onClick={press.onPress}>
          {press.text}
        </Toast.Action>
      )}
      {link && (
        <Toast.Action altText={link.text} asChild>
          <Link href={link.href} onClick={onDrop} className={pressClass}>
            {link.text}
          </Link>
        </Toast.Action>
      )}
      <Toast.Close asChild>
        <IconButton label="Close">
          <X size={18} aria-hidden />
        </IconButton>
      </Toast.Close>
    </Toast.Root>
  );
}
