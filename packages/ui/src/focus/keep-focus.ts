import { canBeUsed, noteFocus } from "./note-focus.ts";

/**
 * Keeps the focus in the page: a button that is gone after its press, or cannot be pressed again, leaves the focus to what is around it.
 * Browsers would begin anew at the top, or say nothing to who does not see the page.
 */
export function keepFocus(): void {
  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    if (relatedTarget !== null || !(target instanceof Element)) return;
    const giveBack = noteFocus(target);
    // After the change, and after those who give the focus to something by themselves.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body && !canBeUsed(target)) giveBack();
    });
  });
}
