import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import X from "lucide-react/icons/x";
import { Toast } from "radix-ui";
import { createContext, use, useCallback, useState, type ReactNode } from "react";
import { Link } from "wouter";
import { IconButton } from "../parts/button.tsx";

/** Something that has happened elsewhere: in a sentence, with the way there and what can be done at once. */
export type Message = {
  text: string;
  /** Shown by a sign before the text. */
  kind?: "done" | "failed";
  link?: { href: string; text: string };
  /** As to undo it. */
  press?: { text: string; onPress: () => void };
};

const ToastContext = createContext<(message: Message) => void>(() => undefined);

/** How to tell of something that has happened elsewhere. What has failed stays until it is closed. */
export function useTell(): (message: Message) => void {
  return use(ToastContext);
}

const shownMs = 8000;
const untilClosedMs = 86_400_000;

const pressClass = "shrink-0 rounded-md font-medium underline decoration-marker-deep decoration-2 underline-offset-4";

export function Toasts({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<readonly (Message & { id: number })[]>([]);
  const tell = useCallback(
    (message: Message): void =>
      setMessages((before) => [...before.slice(-4), { ...message, id: (before.at(-1)?.id ?? 0) + 1 }]),
    [],
  );
  const drop = (id: number): void => setMessages((before) => before.filter((message) => message.id !== id));
  return (
    <ToastContext value={tell}>
      <Toast.Provider swipeDirection="right" duration={shownMs}>
        {children}
        {messages.map(({ id, ...message }) => (
          <MessageToast key={id} {...message} onDrop={() => drop(id)} />
        ))}
        <Toast.Viewport className="fixed right-4 bottom-20 z-50 grid w-[min(26rem,calc(100vw-2rem))] gap-2 outline-none" />
      </Toast.Provider>
    </ToastContext>
  );
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
