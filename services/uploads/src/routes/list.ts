import type { uploadOperations } from "@agentos/contracts/api/upload";
import type { Handler } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { readPage } from "../db/upload-page.ts";
import { pagination, startOf } from "../domain/page.ts";
import { shown } from "../domain/shown.ts";

export function list({ db }: Context): Handler<typeof uploadOperations.list> {
  return async ({ caller, query }) => {
    const { rows, more, total } = await readPage(db, caller.userId, { ...startOf(query), rows: query.per_page });
    const ids = rows.map((row) => row.id);
    return { data: rows.map(shown), pagination: pagination(query, { ids, more, total }) };
  };
}
