import type { ChannelName } from "@agentos/contracts/realtime/channels";
import { Counter, Gauge, type Registry } from "prom-client";

/** Why a socket came to its end by the hub's hand, or was not let in. */
export type DropReason =
  | "origin"
  | "protocol"
  | "full"
  | "too_many_sockets"
  | "token"
  | "slow"
  | "flood"
  | "too_big"
  | "malformed"
  | "silent";

export type HubMetrics = {
  countFrames(channel: ChannelName, frames: number): void;
  countDrop(reason: DropReason): void;
};

export function createHubMetrics(registry: Registry, connections: () => number): HubMetrics {
  const registers = [registry];
  const open: Gauge = new Gauge({
    name: "ws_connections",
    help: "Sockets that are open.",
    registers,
    collect: () => open.set(connections()),
  });
  const frames = new Counter({
    name: "ws_frames_total",
    help: "Frames that were told to sockets, by channel.",
    labelNames: ["channel"],
    registers,
  });
  const dropped = new Counter({
    name: "ws_dropped_total",
    help: "Sockets that were refused or closed by the hub, by reason.",
    labelNames: ["reason"],
    registers,
  });
  return {
    countFrames: (channel, count) => frames.inc({ channel }, count),
    countDrop: (reason) => dropped.inc({ reason }),
  };
}
