import type { LongAction, LongTask } from "@agentos/action-kit/long/long-action";
import type { Context } from "../context.ts";
import { keepVerdict } from "../db/chain-state.ts";
import type { Db } from "../db/tables.ts";
import { databaseChain } from "../verify/database-chain.ts";
import { verify, type ChainSource } from "../verify/verify.ts";

/** Entries between two signs of how far it is. */
const step = 1000;

/** Walks the chain, and takes down what it has shown. */
export function logsVerifyAudit({ db, config }: Pick<Context, "db" | "config">): LongAction<"logs.verify_audit"> {
  return {
    async run({ payload, progress }) {
      const source = watched(await databaseChain(db, config.AUDIT_HEADS_FOLDER), progress);
      const verdict = await verify(source, payload);
      const findings = verdict.findings.map(({ fault, seq, says }) => ({ fault, seq, says }));
      return { result: { ...verdict, findings }, apply: (tx) => keepVerdict(tx as unknown as Db, verdict) };
    },
  };
}

/** A chain that tells how far a walk along it is. */
function watched(source: ChainSource, progress: LongTask<"logs.verify_audit">["progress"]): ChainSource {
  return {
    ...source,
    async *entries(range) {
      const end = Math.min(range.until, await source.knownEnd());
      let walked = 0;
      for await (const entry of source.entries(range)) {
        if (walked % step === 0) await progress(walked, Math.max(walked, end - range.after));
        walked += 1;
        yield entry;
      }
    },
  };
}
