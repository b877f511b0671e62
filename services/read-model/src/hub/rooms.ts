import type { ChannelName } from "@agentos/contracts/realtime/channels";

type Member = { readonly rooms: ReadonlySet<string>; readonly channels: ReadonlySet<ChannelName> };

/**
 * Who is to be told what: by channel and room, so that an event costs as much as it has receivers, however many sockets there
 * are. A member's rooms and channels must not change while it is in here.
 */
export class Rooms<Socket extends Member> {
  readonly #members = new Map<string, Set<Socket>>();

  /** Puts a member under all its rooms and channels. */
  add(member: Socket): void {
    for (const key of keysOf(member)) {
      const members = this.#members.get(key);
      if (members) members.add(member);
      else this.#members.set(key, new Set([member]));
    }
  }

  remove(member: Socket): void {
    for (const key of keysOf(member)) {
      const members = this.#members.get(key);
      members?.delete(member);
      if (members?.size === 0) this.#members.delete(key);
    }
  }

  /** Takes a member out, changes it, and puts it back where it then belongs. */
  move(member: Socket, change: () => void): void {
    this.remove(member);
    change();
    this.add(member);
  }

  /** Calls `deliver` once for each subscriber of a channel who is in any of the rooms. */
  each(channel: ChannelName, rooms: readonly string[], deliver: (socket: Socket) => void): void {
    for (const [index, room] of rooms.entries()) {
      const members = this.#members.get(keyOf(channel, room));
      if (!members) continue;
      for (const member of members) if (isFirst(member, rooms, index)) deliver(member);
    }
  }
}

/** Whether none of the rooms before this one has the member already. */
function isFirst(member: Member, rooms: readonly string[], index: number): boolean {
  for (let before = 0; before < index; before += 1) if (member.rooms.has(rooms[before] as string)) return false;
  return true;
}

function* keysOf({ rooms, channels }: Member): Iterable<string> {
  for (const channel of channels) for (const room of rooms) yield keyOf(channel, room);
}

function keyOf(channel: ChannelName, room: string): string {
  return `${channel} ${room}`;
}
