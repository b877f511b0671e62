import Search from "lucide-react/icons/search";
import { usePalette } from "./palette-context.ts";

/** Opens the palette, and tells of its keys. */
export function PaletteButton() {
  const open = usePalette();
  return (
    <button
      type="button"
      onClick={() => open()}
      aria-keyshortcuts="Control+K Meta+K"
      className="inline-flex h-9 min-w-0 items-center gap-2.5 rounded-control border border-edge bg-surface px-3 text-sm text-ink-faint hover:text-ink sm:w-72"
    >
      <Search size={16} aria-hidden className="shrink-0" />
      <span className="truncate max-sm:sr-only">Search, go to, or do…</span>
      <kbd className="ml-auto font-sans text-xs max-sm:hidden">{/Mac/.test(navigator.userAgent) ? "⌘" : "Ctrl"} K</kbd>
    </button>
  );
}
