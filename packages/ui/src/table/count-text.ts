import type { Pagination } from "@agentos/contracts/api/envelope";

/** How many there are: `1 job`, `312 jobs`, `more than 10,000 jobs` where counting stopped. */
export function countText(
  { total, total_is }: Pick<Pagination, "total" | "total_is">,
  [one, many]: readonly [one: string, many: string],
): string {
  const count = `${total.toLocaleString("en")} ${total === 1 ? one : many}`;
  return total_is === "at least" ? `more than ${count}` : count;
}
