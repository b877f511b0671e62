import { useEffect, useRef } from "react";
import { useLocation } from "wouter";

/**
 * A page that is turned to begins at its top, and the reader of a screen with it; going back keeps the place, as the
 * browser remembers it.
 */
export function usePageTurn(contentId: string): void {
  const [page] = useLocation();
  const shown = useRef(page);
  const wentBack = useRef(false);
  useEffect(() => {
    const note = (): void => void (wentBack.current = true);
    window.addEventListener("popstate", note);
    return () => window.removeEventListener("popstate", note);
  }, []);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    if (!wentBack.current) window.scrollTo(0, 0);
    wentBack.current = false;
    const content = document.getElementById(contentId);
    // What is open from the start, as a job that was searched for, has taken the focus already.
    if (content?.querySelector("dialog[open]")?.contains(document.activeElement)) return;
    content?.focus({ preventScroll: true });
  }, [page, contentId]);
}
