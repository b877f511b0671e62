/** These functions run in the browser, after a walk: each is complete in itself. */

/**
 * Controls that Tab has not come to, with what they are part of where arrows lead to them; marks them for the keys. Rows of a table are
 * alike: where Tab has come to what is in one of them, it comes to it in all; and what selects one is the space bar on the row.
 */
export function controlsLeft(): { name: string; part: string; at: number }[] {
  const { controls, visited, isShown, nameOf } = window.focusWatch;
  const composites = "[role=radiogroup], [role=menu], [role=tablist], [role=listbox], [role=toolbar], [role=grid]";
  const known = new Set([...visited].map((one) => one.closest("[data-index]")?.closest("[role=grid]")));
  const isAlike = (one: Element): boolean =>
    one.closest("[data-index]") !== null &&
    (one.closest("[data-select]") !== null || known.has(one.closest("[role=grid]")));
  const left = [...controls].filter((one) => one.isConnected && isShown(one) && !visited.has(one) && !isAlike(one));
  return left.map((one, at) => {
    one.setAttribute("data-left", String(at));
    return { name: nameOf(one), part: one.closest(composites)?.getAttribute("role") ?? "", at };
  });
}

/** What can only be pressed by a pointer: it looks like something to press, and no key comes to it. */
export function onlyForPointers(): string[] {
  const { isShown, nameOf } = window.focusWatch;
  const reached =
    "a[href], button, input, select, textarea, summary, label, [tabindex], [role=row], [role=option], video";
  return [...document.querySelectorAll("body *")]
    .filter((one) => getComputedStyle(one).cursor === "pointer" && isShown(one) && !one.closest(reached))
    .map((one) => `only a pointer can press it: ${nameOf(one)}`);
}

/** Neighbours that Tab goes through in another order than eyes: each before one that stands above it, or left of it in the same line. */
export function outOfOrder(): string[] {
  const { controls, nameOf } = window.focusWatch;
  const faults = [...document.querySelectorAll("[tabindex]")]
    .filter((one) => Number(one.getAttribute("tabindex")) > 0)
    .map((one) => `it goes before its turn: ${nameOf(one)}`);
  const holders = new Set<Element>();
  for (const control of controls) {
    for (let at: Element | null = control; at && at !== document.body; at = at.parentElement) holders.add(at);
  }
  const inFlow = (one: Element): boolean => /static|relative/.test(getComputedStyle(one).position);
  for (const parent of new Set([...holders].map((one) => one.parentElement))) {
    const parts = [...(parent?.children ?? [])].filter((one) => holders.has(one) && inFlow(one));
    for (const [index, next] of parts.slice(1).entries()) {
      const before = parts[index]?.getBoundingClientRect();
      const after = next.getBoundingClientRect();
      if (!before || after.width === 0 || before.width === 0) continue;
      const isAbove = after.bottom <= before.top + 1 && after.left < before.right - 1;
      const isLeft = after.right <= before.left + 1 && after.top < before.bottom - 1 && after.bottom > before.top + 1;
      if (isAbove || isLeft) faults.push(`Tab comes to it late: ${nameOf(next)}`);
    }
  }
  return faults;
}
