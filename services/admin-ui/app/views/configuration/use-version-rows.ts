import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { useEffect, useRef } from "react";
import { useRows } from "../../data/use-rows.ts";

/** Versions with what each changed, newest first; read again as soon as the snapshot tells of another one. */
export function useVersionRows(
  filters: FiltersOf<"config_versions">,
  version: number | null | undefined,
  perPage: number,
): ReturnType<typeof useRows<"config_versions">> {
  const state = useRows("config_versions", filters, perPage);
  const { source } = state;
  const known = useRef(version);
  useEffect(() => {
    const isFirst = typeof known.current !== "number";
    const isNew = known.current !== version;
    known.current = version;
    if (isNew && !isFirst) source.refresh();
  }, [source, version]);
  return state;
}
