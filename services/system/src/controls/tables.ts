import type { ColumnType } from "kysely";

/** What staff has switched for the whole system. */
export const switchNames = ["maintenance", "intake_pause"] as const;
export type SwitchName = (typeof switchNames)[number];

type When = ColumnType<Date | null, Date | null, Date | null>;

export type ControlsTables = {
  switches: {
    name: SwitchName;
    /** Null: off. */
    since: When;
    until: When;
    message: string | null;
  };
};
