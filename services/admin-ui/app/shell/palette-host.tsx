import type { View } from "@agentos/contracts/actions/action-contract";
import { lazy, Suspense, useCallback, useEffect, useState, type ReactNode } from "react";
import { PaletteContext, type OpenPalette } from "./palette-context.ts";

const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));

/** Holds the palette, which Ctrl K or ⌘ K opens everywhere. */
export function PaletteHost({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<{ view: View | undefined }>();
  const open = useCallback<OpenPalette>((view) => setShown({ view }), []);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      event.preventDefault();
      open();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [open]);
  return (
    <PaletteContext value={open}>
      {children}
      {shown && (
        <Suspense fallback={null}>
          <Palette view={shown.view} onClose={() => setShown(undefined)} />
        </Suspense>
      )}
    </PaletteContext>
  );
}
