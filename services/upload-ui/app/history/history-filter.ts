import { jobStatus } from "@agentos/contracts/api/jobs";
import type { HistoryFilter } from "../data/job-keys.ts";

export type ShownFilter = { [K in keyof HistoryFilter]: HistoryFilter[K] | undefined };

/** The filter that an address tells; what makes no sense counts as not told. */
export function readFilter(params: URLSearchParams): HistoryFilter {
  const status = jobStatus.safeParse(params.get("status")).data;
  const search = params.get("search")?.slice(0, 200);
  const page = Number(params.get("page"));
  return {
    ...(status ? { status } : {}),
    ...(search ? { search } : {}),
    page: Number.isInteger(page) && page > 0 && page <= 500 ? page : 1,
  };
}

/** The same as an address, without what is the default. */
export function writeFilter(filter: ShownFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.search) params.set("search", filter.search);
  if (filter.status) params.set("status", filter.status);
  if (filter.page !== undefined && filter.page > 1) params.set("page", String(filter.page));
  return params;
}
