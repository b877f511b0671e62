import { getSnapshot, snapshotHeartbeat, snapshotPublished } from "@agentos/contracts/messages/read-model";
import { connectNats } from "@agentos/messaging/connect";
import { hint, serve } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import type { TestNats } from "@agentos/testkit/servers/nats";
import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { z } from "zod";

export type SnapshotBytes = z.output<typeof snapshotPublished.payload>;

/** What read-model says on NATS, by the test's word. */
export type ReadModelVoice = {
  /** Publishes a version. */
  publish(bytes: SnapshotBytes): Promise<void>;
  /** Says that the version holds, now and twice a second until `silence`. */
  beat(bytes: SnapshotBytes): Promise<void>;
  silence(): void;
  /** Answers `get_snapshot` from now on. */
  answerWith(bytes: SnapshotBytes): Promise<void>;
  close(): Promise<void>;
};

const epochs = ["0195504a-2b11-7c3d-9a54-000000000001", "0195504a-2b11-7c3d-9a54-000000000002"] as const;

/** The body of a version, as large as a real one, and in all its codings. */
export function snapshotOf(version: number, { epoch = 0, confirmedAt = new Date() } = {}): SnapshotBytes {
  const jobs = Array.from({ length: 200 }, (_, index) => ({
    id: `${version}-${index}`,
    title: `Talk ${index * 7919}`,
  }));
  const body = Buffer.from(JSON.stringify({ success: true, data: { epoch: epochs[epoch], version, jobs } }));
  return {
    epoch: epochs[epoch] ?? "",
    version,
    confirmed_at: confirmedAt.toISOString(),
    stale: 0,
    etag: `"${createHash("sha256").update(body).digest("base64url")}"`,
    generated_at: confirmedAt.toISOString(),
    identity: body.toString("base64"),
    gzip: gzipSync(body).toString("base64"),
    brotli: brotliCompressSync(body).toString("base64"),
  };
}

export async function readModelOn(nats: TestNats): Promise<ReadModelVoice> {
  const log = createLogger({ service: "read-model", instance: "test", level: "silent" });
  const nc = await connectNats({ ...nats.credentials("read-model"), service: "read-model", log });
  let timer: NodeJS.Timeout | undefined;
  return {
    async publish(bytes) {
      hint(nc, snapshotPublished, bytes);
      await nc.flush();
    },
    async beat({ epoch, version, stale }) {
      const say = (): void =>
        hint(nc, snapshotHeartbeat, { epoch, version, stale, confirmed_at: new Date().toISOString() });
      clearInterval(timer);
      timer = setInterval(say, 500);
      say();
      await nc.flush();
    },
    silence: () => clearInterval(timer),
    async answerWith(bytes) {
      serve(nc, getSnapshot, log, async () => bytes);
      await nc.flush();
    },
    async close() {
      clearInterval(timer);
      await nc.close();
    },
  };
}
