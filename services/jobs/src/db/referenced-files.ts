import type { Context } from "../context.ts";
import { sqlFile } from "./sql.ts";

const read = sqlFile<{ key: string }>("referenced_files");

/** Which objects of the store a job still needs, or a worker may still be writing. */
export async function readReferencedFiles(
  { db }: Pick<Context, "db">,
  { keys }: { keys: string[] },
): Promise<{ referenced: string[] }> {
  return { referenced: (await read(db, [keys])).map(({ key }) => key) };
}
