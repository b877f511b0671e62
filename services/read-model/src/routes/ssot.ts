import { ssotOperations } from "@agentos/contracts/api/admin";
import { getSnapshotHealth } from "@agentos/contracts/messages/read-model";
import type { SnapshotHealth } from "@agentos/contracts/snapshot/health";
import { ask } from "@agentos/messaging/request";
import { createCallerVerifier } from "@agentos/service-kit/http/caller";
import { mountOperations } from "@agentos/service-kit/http/routes";
import type { Express } from "express";
import type { Context } from "../context.ts";
import type { BuilderDuty } from "../snapshot/builder-duty.ts";
import { readSnapshot } from "../snapshot/read-snapshot.ts";
import type { SnapshotSource } from "../snapshot/snapshot-source.ts";
import { SectionReader } from "./read-section.ts";
import { createSnapshotAnswer } from "./send-snapshot.ts";

export type SnapshotParts = { source: SnapshotSource; duty: Pick<BuilderDuty, "builder"> };

/** The reads of the snapshot; of the whole the gateway asks only when it has none of its own that it trusts. */
export function mountSnapshot(app: Express, context: Context, { source, duty }: SnapshotParts): void {
  const sections = new SectionReader(context.nc, source);
  const answer = createSnapshotAnswer();
  mountOperations(
    app,
    ssotOperations,
    {
      ssot: async ({ request, response }) => answer(request, response, await source.read()),
      ssotHealth: () => readHealth(context, duty),
      ssotSection: ({ params, query, caller }) => sections.read({ ...params, query, userId: caller.userId }),
    },
    createCallerVerifier(context.config.CALLER_PUBLIC_KEY),
  );
}

/** As the builder sees it; where none answers, what this instance has last heard. */
async function readHealth({ nc, held, log }: Context, duty: Pick<BuilderDuty, "builder">): Promise<SnapshotHealth> {
  try {
    return await (duty.builder ? duty.builder.health() : ask(nc, getSnapshotHealth, {}));
  } catch (error) {
    log.debug({ err: error }, "the builder of the snapshot has not answered");
  }
  const { bytes } = held;
  return {
    epoch: bytes?.epoch ?? null,
    version: bytes?.version ?? null,
    builder: null,
    confirmed_at: bytes?.confirmed_at ?? null,
    stale: bytes ? readSnapshot(bytes).stale : [],
    owners: [],
  };
}
