/** What a page tells of itself; a program of its own tells nothing, and is always looked at. */
export type PageSignals = {
  visible(): boolean;
  /** `wake`: the network is back, or somebody looks again. `doubt`: the network may be gone. Returns how to stop. */
  listen(heard: { wake(): void; hide(): void; doubt(): void }): () => void;
};

type Target = {
  addEventListener(name: string, listener: () => void): void;
  removeEventListener(name: string, listener: () => void): void;
};
type Page = { document?: Target & { visibilityState: string } } & Partial<Target>;

/** The signals of the page that this runs in, if any. */
export function createPageSignals(): PageSignals {
  const page = globalThis as unknown as Page;
  const { document } = page;
  const visible = (): boolean => document?.visibilityState !== "hidden";
  return {
    visible,
    listen({ wake, hide, doubt }) {
      if (!document || !page.addEventListener || !page.removeEventListener) return () => undefined;
      const turned = (): void => (visible() ? wake() : hide());
      document.addEventListener("visibilitychange", turned);
      page.addEventListener("online", wake);
      page.addEventListener("offline", doubt);
      return () => {
        document.removeEventListener("visibilitychange", turned);
        page.removeEventListener?.("online", wake);
        page.removeEventListener?.("offline", doubt);
      };
    },
  };
}
