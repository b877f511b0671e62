import { useCallback, useSyncExternalStore } from "react";
import { useTheme } from "../shell/theme.tsx";

const dark = "(prefers-color-scheme: dark)";

/** Says what scheme the page is drawn in, so that a canvas, which knows no tokens, can be drawn anew when that changes. */
export function useScheme(): "light" | "dark" {
  const [theme] = useTheme();
  const system = useSyncExternalStore(
    useCallback((listener: () => void) => {
      const query = matchMedia(dark);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    }, []),
    () => (matchMedia(dark).matches ? "dark" : "light"),
  );
  return theme === "system" ? system : theme;
}

/** The colour that a CSS value stands for at present, in a form that a canvas takes. */
export function resolveColour(host: HTMLElement, value: string): string {
  const probe = document.createElement("span");
  probe.style.color = value;
  host.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
