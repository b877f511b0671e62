import { eventTable } from "@agentos/contracts/events/event-table";
import type { ChannelName } from "@agentos/contracts/realtime/channels";
import type { Told } from "../dispatcher/event-feed.ts";
import { encodeFrame } from "./hub-frame.ts";
import { roomOf } from "./standing.ts";

/** Tells a frame to those who are subscribed to a channel and in one of the rooms; it is made only where there is anybody. */
type Tell = (channel: ChannelName, rooms: readonly string[], frame: () => Buffer) => void;

/** Tells an event to whom it is for, as the event table says: over each of its channels, to those in its rooms. */
export function tellEvent(told: Told, tell: Tell): void {
  const effects = eventTable[told.name];
  if (!effects || effects.channels.length === 0) return;
  const owner = told.payload["user_id"];
  const rooms = effects.rooms.flatMap((room) => {
    if (room !== "owner") return [room];
    return typeof owner === "string" ? [roomOf(owner)] : [];
  });
  for (const channel of effects.channels) {
    tell(channel, rooms, () =>
      encodeFrame({
        op: "event",
        channel,
        type: told.name,
        id: told.id,
        entity_id: told.entityId,
        version: told.version,
        data: told.payload,
        at: told.at,
      }),
    );
  }
}
