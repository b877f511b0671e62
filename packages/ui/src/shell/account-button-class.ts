/** The look of the button that opens the account menu, before and after it has come. */
export const accountButtonClass =
  "inline-grid size-10 place-items-center rounded-control text-ink-soft hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken";
