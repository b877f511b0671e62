import { backupsPrefix } from "@agentos/contracts/backups/backup";

/** Where the files of a backup are in the store. */
export const keysOf = (id: string) => {
  const folder = `${backupsPrefix}${id}/`;
  return {
    folder,
    manifest: `${folder}manifest.json`,
    objects: `${folder}objects.ndjson.gz`,
    table: (schema: string, name: string): string => `${folder}tables/${schema}.${name}.gz`,
    media: (key: string): string => `${folder}media/${key}`,
  };
};
