import type { PartsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { managersPartReader } from "@agentos/manager-kit/tell-managers";
import type { PartReaders } from "@agentos/messaging/serve-snapshot";
import { serviceName, type Context } from "../context.ts";
import { readChainState, type ChainState } from "../db/chain-state.ts";
import { newestEntries } from "../db/list-entries.ts";

type Chain = NonNullable<PartsOf<typeof serviceName>["audit"]>["chain"];

const shownEntries = 25;

/** What audit tells for the snapshot. */
export function auditPartReaders({ db }: Pick<Context, "db">): PartReaders<typeof serviceName> {
  return {
    async audit() {
      const state = await readChainState(db);
      return { chain: chainOf(state), entries: await newestEntries(db, state.last_seq, shownEntries) };
    },
    managers: managersPartReader({ owner: serviceName, db }),
  };
}

function chainOf(state: ChainState): Chain {
  const { last_seq, head_seq, head_at, head_kid, contradiction, contradicted_since, waiting_since } = state;
  const { verified_at, whole, entries, first, last, finding } = state;
  return {
    last_seq,
    head: head_seq && head_at && head_kid ? { seq: head_seq, at: head_at.toISOString(), kid: head_kid } : null,
    unverified: last_seq - (head_seq ?? 0),
    contradiction:
      contradiction && contradicted_since ? { since: contradicted_since.toISOString(), says: contradiction } : null,
    last_verification: verified_at && {
      at: verified_at.toISOString(),
      whole: whole === true,
      entries: entries ?? 0,
      first,
      last,
      finding,
    },
    waiting_since: waiting_since?.toISOString() ?? null,
  };
}
