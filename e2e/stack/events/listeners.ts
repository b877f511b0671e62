import { channelNames, type ChannelName } from "@agentos/contracts/realtime/channels";
import type { Room } from "@agentos/contracts/realtime/channels";
import { openSocket, type FrameOf, type TestSocket } from "@agentos/testkit/sockets/test-socket";
import type { Stack } from "@agentos/testkit/servers/stack";
import { signInAs } from "../sockets/audience.ts";
import type { Heard } from "./ear.ts";

/** Somebody who has subscribed to all channels that are theirs. */
export type Listener = {
  name: string;
  socket: TestSocket;
  channels: readonly ChannelName[];
  /** Whether they are among those whom the rooms mean. */
  isIn(rooms: readonly Room[], told: Heard): boolean;
};

/** One of each kind: an administrator, another one of staff, whose jobs they are, and a person who has nothing to do with them. */
export async function openListeners(stack: Stack, stranger: string): Promise<Listener[]> {
  const door = `${stack.api.replace("http", "ws").replace("localhost", "127.0.0.1")}/ws`;
  const open = async (name: string, token: string, isIn: Listener["isIn"]): Promise<Listener> => {
    const socket = await openSocket(door, token);
    const { channels } = await socket.subscribe([...channelNames]);
    return { name, socket, channels, isIn };
  };
  const [admin, operator, user] = await Promise.all(["admin", "operator", "user"].map((role) => signInAs(stack, role)));
  if (!admin || !operator || !user) throw new Error("There are no demo accounts.");
  const own = (userId: string) => (rooms: readonly Room[], told: Heard) =>
    rooms.includes("owner") && told.payload["user_id"] === userId;
  return [
    await open(
      "an administrator",
      admin.access_token,
      (rooms) => rooms.includes("admin") || rooms.includes("monitoring"),
    ),
    await open("an operator", operator.access_token, (rooms) => rooms.includes("monitoring")),
    await open("the owner", user.access_token, own(user.user.id)),
    await open("a stranger", stranger, () => false),
  ];
}

/** The frames by which an event or a tick was told on a channel. */
export function framesOf({ socket }: Listener, channel: ChannelName, told: Heard): FrameOf<"event">[] {
  return socket.of("event").filter((frame) => frame.channel === channel && isAbout(frame, told));
}

function isAbout(frame: FrameOf<"event">, told: Heard): boolean {
  if (told.id !== null) return frame.id === told.id;
  return frame.type === told.name && JSON.stringify(frame.data) === JSON.stringify(told.payload);
}
