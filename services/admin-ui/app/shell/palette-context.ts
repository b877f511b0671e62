import type { View } from "@agentos/contracts/actions/action-contract";
import { createContext, use } from "react";

/** Opens the palette; with the actions of one view alone where it is told. */
export type OpenPalette = (view?: View) => void;

export const PaletteContext = createContext<OpenPalette>(() => undefined);

export function usePalette(): OpenPalette {
  return use(PaletteContext);
}
