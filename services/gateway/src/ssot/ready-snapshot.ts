import type { snapshotBytes } from "@agentos/contracts/messages/read-model";
import { codedTag } from "@agentos/service-kit/http/entity-tag";
import type { Coding } from "@agentos/service-kit/http/content-coding";
import type { z } from "zod";

export type SnapshotBytes = z.output<typeof snapshotBytes>;

/** A body as it goes over the wire. `tag` is strong; undefined where whoever made it has told none. */
export type ReadyBody = { bytes: Buffer; coding: Coding; tag: string | undefined };

/** A version of the snapshot in all its codings. */
export type ReadySnapshot = Pick<SnapshotBytes, "epoch" | "version"> & { bodies: Record<Coding, ReadyBody> };

/** Unpacks what was published, once for all who will ask. */
export function readySnapshot({ epoch, version, etag, identity, gzip, brotli }: SnapshotBytes): ReadySnapshot {
  const body = (coding: Coding, text: string): ReadyBody => ({
    bytes: Buffer.from(text, "base64"),
    coding,
    tag: codedTag(etag, coding),
  });
  return {
    epoch,
    version,
    bodies: { identity: body("identity", identity), gzip: body("gzip", gzip), br: body("br", brotli) },
  };
}
