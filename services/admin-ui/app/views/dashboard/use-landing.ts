import { useEffect } from "react";

/** Brings the part of the page that the address names into sight, when it is drawn and when the address is asked for again. */
export function useLanding(id: string): void {
  useEffect(() => {
    const land = (): void => {
      if (window.location.hash === `#${id}`) document.getElementById(id)?.scrollIntoView();
    };
    const pressed = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      // The address has been changed once the link itself has heard of it.
      if (link?.hash === `#${id}`) setTimeout(land);
    };
    land();
    window.addEventListener("hashchange", land);
    document.addEventListener("click", pressed);
    return () => {
      window.removeEventListener("hashchange", land);
      document.removeEventListener("click", pressed);
    };
  }, [id]);
}
