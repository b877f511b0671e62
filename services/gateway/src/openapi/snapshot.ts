import { ssotOperations } from "@agentos/contracts/api/admin";
import type { Operation } from "@agentos/contracts/api/operation";
import { pagedSections, sectionQueries, type SectionQuery } from "@agentos/contracts/snapshot/section-queries";
import { z } from "zod";
import type { ZodOpenApiResponseObject } from "zod-openapi";

/** What an answer from bytes that are kept ready says of them. */
export const kept = z.object({
  ETag: z.string().meta({ description: "Strong; another one for each coding", example: '"q0Zk3vJc8mW1tYb5-br"' }),
  "X-Cache": z.enum(["HIT", "MISS", "STALE"]).meta({
    description: "`HIT` and `MISS` are how things are; `STALE` is the last that could be had",
  }),
  Age: z.string().meta({ description: "Seconds since it was last confirmed", example: "0" }),
  "Cache-Control": z.literal("private, no-cache"),
});

export const notModified: ZodOpenApiResponseObject = {
  description: "The client has it already: `If-None-Match` names it.",
  headers: kept,
};

/** Headers that a request for what is kept ready may have. */
export function keptHeaders({ keptReady }: Operation): z.ZodRawShape {
  if (!keptReady) return {};
  const tag = z.string().optional().meta({ description: "Answered with 304 where nothing has changed since" });
  const codings = z.string().optional().meta({ description: "`br` and `gzip` are at hand", example: "br, gzip" });
  return { "If-None-Match": tag, "Accept-Encoding": codings };
}

/** What can be asked of each section, beside the words of every page. */
export function sectionsSay(operation: Operation): string[] {
  if (operation !== ssotOperations.ssotSection) return [];
  const sections = pagedSections.map((section) => {
    const { permission, filters }: SectionQuery = sectionQueries[section];
    const needed = permission === undefined ? "" : ` (needs the permission ${permission})`;
    const words = Object.keys(filters.shape).map((word) => `\`${word}\``);
    return `${section}${needed}: ${words.join(", ")}`;
  });
  return [`Filters of sections with pages: ${sections.join("; ")}.`];
}
