import { Counter, type Registry } from "prom-client";

/** What the service counts of its own subject. */
export type Meters = {
  /** What happened to uploads: started, uploaded, expired, refused whole. */
  events: Counter<"event">;
  /** Chunks by how they ended: stored, repeated, refused, broken. */
  chunks: Counter<"outcome">;
  /** Bytes of stored chunks. */
  bytes: Counter;
};

export function createMeters(registry: Registry): Meters {
  const registers = [registry];
  return {
    events: new Counter({
      name: "upload_events_total",
      help: "What happened to uploads",
      labelNames: ["event"],
      registers,
    }),
    chunks: new Counter({
      name: "upload_chunks_total",
      help: "Chunks, by how they ended",
      labelNames: ["outcome"],
      registers,
    }),
    bytes: new Counter({ name: "upload_bytes_total", help: "Bytes of stored chunks", registers }),
  };
}
