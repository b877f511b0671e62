import { runAsLeader } from "@agentos/database/leader";
import { repeat } from "@agentos/service-kit/loop";
import type { Context } from "../context.ts";
import { keepHead } from "../db/chain-state.ts";
import { readEnd, readLink } from "../db/read-entries.ts";
import type { Db } from "../db/tables.ts";
import type { Link } from "../domain/chain-entry.ts";
import type { Head } from "./head.ts";
import { appendHead, latestHead, publishKey } from "./heads-folder.ts";

/** The chain in the database is not the one that was signed: somebody has changed it by hand. */
export class ChainContradictedError extends Error {}

type Parts = Pick<Context, "db" | "config" | "signer" | "meters">;

/**
 * Signs the end of the chain, when it has moved since `last`; returns the newest head. Errors: ChainContradictedError, when the
 * entry of the last head is not there, or another.
 */
export async function signOnce(parts: Parts, last: Head | undefined): Promise<Head | undefined> {
  const { db, meters } = parts;
  const end = await readEnd(db);
  const contradiction = last && (await contradictionOf(db, last, end));
  meters.contradicted.set(contradiction ? 1 : 0);
  if (contradiction) {
    await keepHead(db, last, contradiction.message);
    throw contradiction;
  }
  const head = end.seq === (last?.seq ?? 0) ? last : await signEnd(parts, end);
  await keepHead(db, head, null);
  return head;
}

async function signEnd({ config, signer }: Pick<Parts, "config" | "signer">, end: Link): Promise<Head> {
  const head = signer.sign(end);
  await appendHead(config.AUDIT_HEADS_FOLDER, head);
  return head;
}

async function contradictionOf(db: Db, last: Head, end: Link): Promise<ChainContradictedError | undefined> {
  // The entry of an old head may have been dropped with its month, but the end of the chain is still known.
  const found = end.seq === last.seq ? end : await readLink(db, last.seq);
  if (found?.hash === last.hash) return undefined;
  return new ChainContradictedError(
    `Entry ${last.seq} is not the one whose place in the chain was signed at ${last.at}.`,
  );
}

/** Signs on one instance at a time until the signal aborts, and once more when `sequenced`: nothing chained is left unsigned. */
export async function runSigner(context: Context, signal: AbortSignal, sequenced: Promise<void>): Promise<void> {
  const { pool, log, config, signer } = context;
  await runAsLeader({
    pool,
    name: "audit/heads",
    signal,
    log,
    work: async (leading) => {
      await publishKey(config.AUDIT_HEADS_FOLDER, signer.publicJwk);
      let last = await latestHead(config.AUDIT_HEADS_FOLDER);
      const work = async (): Promise<void> => {
        try {
          last = await signOnce(context, last);
        } catch (error) {
          if (!(error instanceof ChainContradictedError)) throw error;
          log.error({ err: error }, "the audit trail was changed by hand");
        }
      };
      await repeat({
        name: "audit heads",
        get everyMs() {
          return config.AUDIT_SIGN_EVERY_SECONDS * 1000;
        },
        signal: leading,
        log,
        work,
      });
      if (!signal.aborted) return;
      await sequenced;
      await work();
    },
  });
}
