import X from "lucide-react/icons/x";
import { Toast } from "radix-ui";
import { createContext, use, useState, type ReactNode } from "react";
import { Link } from "wouter";
import { IconButton } from "../parts/button.tsx";

type Message = { id: number; text: string; href: string; linkText: string };
type Tell = (message: Omit<Message, "id">) => void;

const ToastContext = createContext<Tell>(() => undefined);

/** Tells of something that happened elsewhere, with the way there. */
export function useTell(): Tell {
  return use(ToastContext);
}

export function Toasts({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const tell: Tell = (message) =>
    setMessages((before) => [...before, { ...message, id: (before.at(-1)?.id ?? 0) + 1 }]);
  const drop = (id: number): void => setMessages((before) => before.filter((message) => message.id !== id));
  return (
    <ToastContext value={tell}>
      <Toast.Provider swipeDirection="right" duration={8000}>
        {children}
        {messages.map(({ id, text, href, linkText }) => (
          <Toast.Root
            key={id}
            onOpenChange={(open) => !open && drop(id)}
            className="flex items-center gap-4 rounded-card border border-line bg-surface py-2 pr-2 pl-4 shadow-lift"
          >
            <Toast.Description className="min-w-0 flex-1 [overflow-wrap:anywhere]">{text}</Toast.Description>
            <Toast.Action altText={linkText} asChild>
              <Link
                href={href}
                onClick={() => drop(id)}
                className="shrink-0 font-medium underline decoration-marker-deep decoration-2 underline-offset-4"
              >
                {linkText}
              </Link>
            </Toast.Action>
            <Toast.Close asChild>
              <IconButton label="Close">
                <X size={18} aria-hidden />
              </IconButton>
            </Toast.Close>
          </Toast.Root>
        ))}
        <Toast.Viewport className="fixed right-4 bottom-20 z-30 grid w-[min(26rem,calc(100vw-2rem))] gap-2 outline-none" />
      </Toast.Provider>
    </ToastContext>
  );
}
