import { useCallback, useSyncExternalStore } from "react";
import { useTheme } from "../shell/theme.tsx";

const dark = "(prefers-color-scheme: dark)";

export type ColourAt = (host: HTMLElement, value: string) => string;

/** What was asked for already; the tokens are the same wherever they are asked for. */
const known = new Map<string, string>();

/**
 * Tells the colour that a CSS value stands for at present, in a form that a canvas takes. It is another function when the
 * scheme of the page changes: a canvas, which knows no tokens, has to be drawn anew then.
 */
export function useCanvasColours(): ColourAt {
  const scheme = useScheme();
  return useCallback(
    (host: HTMLElement, value: string): string => {
      const key = `${scheme} ${value}`;
      const colour = known.get(key) ?? resolved(host, value);
      known.set(key, colour);
      return colour;
    },
    [scheme],
  );
}

function useScheme(): "light" | "dark" {
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

function resolved(host: HTMLElement, value: string): string {
  const probe = document.createElement("span");
  probe.style.color = value;
  host.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
