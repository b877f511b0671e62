import { z } from "zod";

const count = (usual: number) => z.coerce.number().int().min(1).default(usual);

/** What the gateway lets through in a minute. All of it is configuration: tests and load runs raise it there. */
export const limitSettings = {
  /** Requests of an address to public routes, `/health` and media apart. */
  LIMIT_PUBLIC_PER_MINUTE: count(10),
  LIMIT_HEALTH_PER_MINUTE: count(120),
  /** Requests of a user. */
  LIMIT_USER_PER_MINUTE: count(100),
  /** Requests of a user to routes for staff. */
  LIMIT_STAFF_PER_MINUTE: count(500),
  /**
   * Actions sent from an address. This keeps floods away from the dispatcher, whose own limits are lower: what those refuse is
   * audited, and what is refused here is not.
   */
  LIMIT_ACTIONS_PER_MINUTE: count(500),
  /** Bytes of a user's uploads. */
  LIMIT_UPLOAD_BYTES_PER_MINUTE: count(2_000_000_000),
  /** Bytes of clips, thumbnails and captions that an address gets. */
  LIMIT_MEDIA_BYTES_PER_MINUTE: count(2_000_000_000),
  /** How many gateways share the limits while Redis is away. */
  INSTANCES: count(1),
};

export type LimitSettings = { [Name in keyof typeof limitSettings]: number };
