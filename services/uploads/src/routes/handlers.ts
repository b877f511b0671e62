import type { uploadOperations } from "@agentos/contracts/api/upload";
import type { Handlers } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { chunk } from "./chunk.ts";
import { finalize } from "./finalize.ts";
import { init } from "./init.ts";
import { list } from "./list.ts";
import { status } from "./status.ts";

export function uploadHandlers(context: Context): Handlers<typeof uploadOperations> {
  return {
    list: list(context),
    init: init(context),
    chunk: chunk(context),
    finalize: finalize(context),
    status: status(context),
  };
}
