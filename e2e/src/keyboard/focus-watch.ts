/** What is known in the page of a walk through it by keys. These functions run in the browser: each is complete in itself. */
type FocusWatch = {
  /** Everything that could be pressed when the walk began. */
  controls: Set<Element>;
  visited: Set<Element>;
  /** In the order in which they had the focus. */
  stops: Element[];
  faults: string[];
  /** What an element looks like as far as the focus may change it. */
  lookOf(element: Element): string;
  isShown(element: Element): boolean;
  nameOf(element: Element): string;
};

declare global {
  interface Window {
    focusWatch: FocusWatch;
  }
}

/** Gives the page what a walk needs to know of elements. */
export function installFocusWatch(): void {
  const outlined = ["outlineStyle", "outlineWidth", "boxShadow"] as const;
  const lookOf = (element: Element): string => {
    const looks = [getComputedStyle(element, "::after"), getComputedStyle(element)];
    // A field that is not to be seen has its focus shown by what is around it.
    for (let at = element.parentElement, levels = 0; at && levels < 3; at = at.parentElement, levels++) {
      looks.push(getComputedStyle(at));
    }
    return looks.map((style) => outlined.map((name) => style[name]).join(" ")).join(" | ");
  };
  const isShown = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
  };
  const nameOf = (element: Element): string => {
    const name = element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
    const id = element.id && !name ? `#${element.id}` : "";
    return `${element.getAttribute("role") ?? element.tagName.toLowerCase()}${id} “${name.slice(0, 50)}”`;
  };
  window.focusWatch = { controls: new Set(), visited: new Set(), stops: [], faults: [], lookOf, isShown, nameOf };
}

/** Begins to note what has the focus, within an element of the page or all of it; the walk starts at its top. */
export function beginWatch(within: string): void {
  const watch = window.focusWatch;
  const roles =
    "button link tab menuitem checkbox radio switch option slider combobox textbox searchbox spinbutton grid";
  const pressable = [
    "a[href], button, input:not([type=hidden]), select, textarea, summary, video[controls], [tabindex='0']",
    ...roles.split(" ").map((role) => `[role=${role}]`),
  ].join(", ");
  const scope = document.querySelector(within) ?? document.body;
  const controls = [...scope.querySelectorAll(pressable)];
  // What has the focus already, as the first field of a dialogue, has no other look to be compared with.
  const others = controls.filter((control) => control !== document.activeElement);
  const looks = new Map(others.map((control) => [control, watch.lookOf(control)]));
  watch.controls = new Set(
    controls.filter((one) => watch.isShown(one) && !one.matches(":disabled") && !one.closest("[inert]")),
  );
  watch.visited = new Set();
  watch.stops = [];
  watch.faults = [];
  const shows = (element: Element): boolean => {
    const before = looks.get(element);
    return before === undefined ? /(solid|auto) [1-9]/.test(watch.lookOf(element)) : watch.lookOf(element) !== before;
  };
  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof Element) || window.focusWatch !== watch) return;
    if (
      !watch.visited.has(target) &&
      target.matches(":focus-visible") &&
      watch.controls.has(target) &&
      !shows(target)
    ) {
      watch.faults.push(`the focus is not to be seen: ${watch.nameOf(target)}`);
    }
    watch.visited.add(target);
    watch.stops.push(target);
  });
}

/** What has the focus is looked at once the page has scrolled to it, before the next key. */
export function watchSight(): void {
  const watch = window.focusWatch;
  document.addEventListener(
    "keydown",
    () => {
      const element = document.activeElement;
      if (!element || element === document.body || window.focusWatch !== watch || !watch.controls.has(element)) return;
      // A file is chosen by the label around its field.
      const frame = element.closest("label") ?? element;
      const { left, right, top, bottom } = frame.getBoundingClientRect();
      const [x0, x1] = [Math.max(left, 0), Math.min(right, innerWidth)];
      const [y0, y1] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
      const points = [0.5, 0.1, 0.9].flatMap((part) => [0.5, 0.1, 0.9].map((other) => [part, other] as const));
      const seen = points.some(([across, down]) => {
        const hit = document.elementFromPoint(x0 + (x1 - x0) * across, y0 + (y1 - y0) * down);
        return hit !== null && (frame.contains(hit) || hit.contains(element));
      });
      if (!seen || x1 <= x0 || y1 <= y0) watch.faults.push(`something lies over it: ${watch.nameOf(element)}`);
    },
    { capture: true },
  );
}

/** Gives the focus to nothing, so that the next Tab is the first one of the page. */
export function standAtTop(): void {
  window.scrollTo(0, 0);
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  window.focusWatch.stops = [];
}

/** Whether Tab has come to where it began, or out of the page. */
export function isRoundDone(): boolean {
  const { stops } = window.focusWatch;
  return stops.length > 0 && (stops.lastIndexOf(stops[0] as Element) > 0 || document.activeElement === document.body);
}
