import type { z } from "zod";
import type { ServiceName } from "../services.ts";

/**
 * One thing that an operator may set while everything runs. Its form, its checks and its documentation derive from this; a service that
 * is named here and does not read it fails to compile. None is secret: secrets are given at the start, or rotated.
 */
export type SettingContract<
  Key extends string = string,
  Value extends z.ZodType = z.ZodType,
  Reader extends ServiceName = ServiceName,
> = {
  key: Key;
  label: string;
  /** One sentence: what it decides. */
  summary: string;
  /** What the number counts. */
  unit?: string;
  /** Bounds included. What goes in comes out: no transforms. */
  value: Value;
  /** What holds where neither an operator nor the deployment has said anything. */
  default: z.output<Value>;
  /** The services that follow it. */
  readers: readonly Reader[];
};

/** Keeps the literal types of a setting. */
export function defineSetting<const Key extends string, Value extends z.ZodType, const Reader extends ServiceName>(
  contract: SettingContract<Key, Value, Reader>,
): SettingContract<Key, Value, Reader> {
  return contract;
}
