import type { RowsState, SectionRows } from "@agentos/client/data/section-rows";
import type { FiltersOf, PagedSection } from "@agentos/contracts/snapshot/section-queries";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useStaff } from "./staff.ts";

/**
 * The rows behind a section, page by page: kept current, asked for anew when the filters have been others for 300 ms. Turn the
 * pages by `rows.next()` and `rows.previous()`.
 */
export function useRows<Section extends PagedSection>(
  section: Section,
  filters: FiltersOf<Section>,
  perPage?: number,
): RowsState<Section> & { rows: RowsState<Section>["rows"]; source: SectionRows<Section> } {
  const { data } = useStaff();
  const [source] = useState(() => data.rows(section, { filters, ...(perPage === undefined ? {} : { perPage }) }));
  const state = useSyncExternalStore(source.subscribe, source.getSnapshot);
  const wanted = JSON.stringify(filters);
  const asked = useRef(wanted);
  useEffect(() => {
    if (asked.current === wanted) return;
    asked.current = wanted;
    source.setFilters(JSON.parse(wanted) as FiltersOf<Section>);
  }, [source, wanted]);
  // A view that is drawn twice, as in development, goes on with the same rows.
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(closing.current);
    return () => {
      closing.current = setTimeout(() => source.close());
    };
  }, [source]);
  return { ...state, source };
}
