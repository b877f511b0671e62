/** What the tabs of one browser share: a turn that only one has at a time, and messages. */
export type TabLink = {
  /** Runs `work` while no other tab runs its own. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Tells the other tabs; never this one. */
  tell(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
  close(): void;
};

/**
 * Links the tabs of one origin by Web Locks and a BroadcastChannel. Locks exist on secure origins only: where they lack,
 * each tab goes alone.
 */
export function createTabLink(name: string): TabLink {
  const locks = globalThis.navigator?.locks;
  const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(name);
  return {
    exclusively: (work) => (locks ? locks.request(name, work) : work()),
    tell: (message) => channel?.postMessage(message),
    listen: (listener) => {
      channel?.addEventListener("message", (event) => listener((event as { data?: unknown }).data));
    },
    close: () => channel?.close(),
  };
}

/** For a program of its own, or a test: nobody to share with. */
export function createLoneLink(): TabLink {
  return { exclusively: (work) => work(), tell: () => undefined, listen: () => undefined, close: () => undefined };
}
