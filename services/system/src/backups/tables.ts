import type { BackupView } from "@agentos/contracts/backups/backup";
import type { ColumnType, Generated, Selectable } from "kysely";

export type BackupsTables = {
  backups: {
    id: string;
    kind: BackupView["kind"];
    label: string | null;
    media: boolean;
    state: Generated<"complete" | "deleting">;
    manifest_sha256: string;
    tables: number;
    row_count: number;
    objects: number;
    bytes: number;
    created_by: string;
    created_at: Generated<Date>;
    verified_at: ColumnType<Date | null, never, Date>;
    whole: ColumnType<boolean | null, never, boolean>;
    version: Generated<number>;
  };
};

export type BackupRow = Selectable<BackupsTables["backups"]>;
