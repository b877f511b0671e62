import { createContext, lazy, Suspense, use, useCallback, useState, type ReactNode } from "react";
import type { Message } from "./message.ts";

const ToastList = lazy(async () => ({ default: (await import("./toast-list.tsx")).ToastList }));

const ToastContext = createContext<(message: Message) => void>(() => undefined);

/** How to tell of something that has happened elsewhere. What has failed stays until it is closed. */
export function useTell(): (message: Message) => void {
  return use(ToastContext);
}

export function Toasts({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<readonly (Message & { id: number })[]>();
  const tell = useCallback(
    (message: Message): void =>
      setMessages((before = []) => [...before.slice(-4), { ...message, id: (before.at(-1)?.id ?? 0) + 1 }]),
    [],
  );
  const drop = useCallback(
    (id: number): void => setMessages((before) => before?.filter((message) => message.id !== id)),
    [],
  );
  return (
    <ToastContext value={tell}>
      {children}
      {messages && (
        <Suspense fallback={null}>
          <ToastList messages={messages} onDrop={drop} />
        </Suspense>
      )}
    </ToastContext>
  );
}
