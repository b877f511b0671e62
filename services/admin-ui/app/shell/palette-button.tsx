import Search from "lucide-react/icons/search";
import { lazy, Suspense, useEffect, useState } from "react";

const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));

/** Opens the palette, as Ctrl K or ⌘ K do everywhere. */
export function PaletteButton() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-keyshortcuts="Control+K Meta+K"
        className="inline-flex h-9 min-w-0 items-center gap-2.5 rounded-control border border-edge bg-surface px-3 text-sm text-ink-faint hover:text-ink sm:w-72"
      >
        <Search size={16} aria-hidden className="shrink-0" />
        <span className="truncate max-sm:sr-only">Search, go to, or do…</span>
        <kbd className="ml-auto font-sans text-xs max-sm:hidden">
          {/Mac/.test(navigator.userAgent) ? "⌘" : "Ctrl"} K
        </kbd>
      </button>
      {open && (
        <Suspense fallback={null}>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
