import { useSyncExternalStore } from "react";
import { useUser } from "../data/services.tsx";
import type { UploadEntry } from "./uploads.ts";

/** The uploads of this page, as they are now. */
export function useUploadEntries(): readonly UploadEntry[] {
  const { uploads } = useUser();
  return useSyncExternalStore(uploads.subscribe, () => uploads.entries);
}
