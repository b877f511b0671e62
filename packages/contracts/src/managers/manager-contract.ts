import type { z } from "zod";
import type { ManagerOwner } from "../messages/actions.ts";

/** A control loop: one instance of its owner leads it, and runs it again and again. */
export type ManagerContract<
  Name extends string = string,
  Owner extends ManagerOwner = ManagerOwner,
  Settings extends z.ZodObject = z.ZodObject,
> = {
  name: Name;
  /** The service whose data it works on, and whose instances run it. */
  owner: Owner;
  label: string;
  /** One sentence: what a run changes. */
  summary: string;
  /** Seconds from the start of a run to the start of the next, unless an operator has said otherwise. */
  intervalSeconds: number;
  /** Between which seconds the interval may be set. */
  intervalBounds: { min: number; max: number };
  /** Seconds after which a run is told to stop. */
  runSeconds: number;
  /** Every field has a default: what holds until an operator says otherwise. */
  settings: Settings;
  /** Whether it runs before anybody has started it. */
  enabled: boolean;
  /** The system does not work without it: it cannot be stopped, and paused only for a short time. */
  essential: boolean;
  /** Every run on schedule does something, and always the same: one that ends well is nothing to tell people of. */
  routine?: true;
};

/** Seconds for which an essential manager can be paused at the most. */
export const essentialPauseSeconds = 300;

/** Keeps the literal types of a manager. */
export function defineManager<
  const Name extends string,
  const Owner extends ManagerOwner,
  Settings extends z.ZodObject,
>(contract: ManagerContract<Name, Owner, Settings>): ManagerContract<Name, Owner, Settings> {
  return contract;
}
