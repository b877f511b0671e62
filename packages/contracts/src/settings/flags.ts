import { z } from "zod";
import type { ServiceName } from "../services.ts";
import { defineSetting } from "./setting-contract.ts";

/** A feature that is there for a share of the users: always the same ones, as long as the share does not shrink. */
export const flagState = z.strictObject({
  enabled: z.boolean(),
  percent: z.int().min(0).max(100).describe("Of all users, while it is enabled."),
});
export type FlagState = z.output<typeof flagState>;

function defineFlag<const Name extends string, const Reader extends ServiceName>(
  name: Name,
  about: { label: string; summary: string; readers: readonly Reader[] },
) {
  return defineSetting({
    ...about,
    key: `flags.${name}`,
    value: flagState,
    default: { enabled: true, percent: 100 },
  });
}

/** Features that can be switched. */
export const flagSettings = [
  defineFlag("jobs_from_links", {
    label: "Jobs from links",
    summary: "Whether jobs can be made of a public address, beside uploads.",
    readers: ["jobs"],
  }),
] as const;

type Flag = (typeof flagSettings)[number];
/** `flags.jobs_from_links` as `jobs_from_links`. */
export type FlagName = Flag["key"] extends `flags.${infer Name}` ? Name : never;
export const flagNames = flagSettings.map(({ key }) => key.slice("flags.".length)) as [FlagName, ...FlagName[]];
