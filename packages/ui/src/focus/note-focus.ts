/** What is a place of its own to somebody who goes through the page by keys. */
const places = "[tabindex], li, fieldset, section, article, search, nav, dialog, main";

/**
 * Notes where the focus is, or where an element is. The function that comes back gives the focus to that element again; where it is gone
 * or cannot be used any more, to the nearest of its surroundings that is left, from where Tab goes on.
 */
export function noteFocus(element: Element | null = document.activeElement): () => void {
  const way = surroundings(openerOf(element));
  return () => {
    const first = way[0];
    if (first instanceof HTMLElement && first !== document.body && canBeUsed(first)) {
      first.focus({ preventScroll: true });
      if (document.activeElement === first) return;
    }
    const rest = way.slice(1).find((place) => place.isConnected && place.matches(places));
    giveFocus(rest ?? document.querySelector("main"));
  };
}

/** Whether it is in the page, and can have the focus as far as it says itself. */
export function canBeUsed(element: Element): boolean {
  return element.isConnected && !element.matches(":disabled");
}

/** What is chosen in a menu closes it: the menu's own button stands for it. */
function openerOf(element: Element | null): Element | null {
  const button = element?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  return (button && document.getElementById(button)) || element;
}

/** The element, and all that it is in. */
function surroundings(element: Element | null): readonly Element[] {
  const way: Element[] = [];
  for (let at = element; at !== null; at = at.parentElement) way.push(at);
  return way;
}

/** A place that is no control has the focus for as long as it keeps it, and is not met by Tab later. */
function giveFocus(place: Element | null | undefined): void {
  if (!(place instanceof HTMLElement)) return;
  if (!place.hasAttribute("tabindex")) {
    place.tabIndex = -1;
    place.addEventListener("blur", () => place.removeAttribute("tabindex"), { once: true });
  }
  place.focus({ preventScroll: true });
}
