import { useCallback, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { useTheme } from "../shell/theme.tsx";

const dark = "(prefers-color-scheme: dark)";

type ColourAt = (host: HTMLElement, value: string) => string;

/**
 * The colour that a CSS value stands for at present, in a form that a canvas takes, and the scheme that it is of: a canvas,
 * which knows no tokens, is drawn anew when that changes.
 */
export function useCanvasColours(): [ColourAt, "light" | "dark"] {
  const scheme = useScheme();
  const known = useRef(new Map<string, string>());
  useLayoutEffect(() => known.current.clear(), [scheme]);
  const colourAt = useCallback((host: HTMLElement, value: string): string => {
    const colour = known.current.get(value) ?? resolved(host, value);
    known.current.set(value, colour);
    return colour;
  }, []);
  return [colourAt, scheme];
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
