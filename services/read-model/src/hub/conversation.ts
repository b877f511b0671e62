import { channelAliases, channelNames, type ChannelName } from "@agentos/contracts/realtime/channels";
import { AppError, describeError } from "@agentos/contracts/errors";
import { clientFrame, type HubFrame } from "@agentos/contracts/realtime/frames";
import { toAppError } from "@agentos/service-kit/http/errors";
import type { z } from "zod";
import type { HubSocket } from "./hub-socket.ts";
import { refusalOf } from "./standing.ts";

type Said = z.output<typeof clientFrame>;
type Op = Said["op"];
type Subscribed = Extract<HubFrame, { op: "subscribed" }>;

/** What a client can bring about at the hub. */
export type HubPort = {
  setChannels(socket: HubSocket, channels: ReadonlySet<ChannelName>): void;
  /** Sends what the client has missed of the snapshot, or says that it has to be read anew. */
  catchUp(socket: HubSocket, place: { epoch: string; version: number }): void;
  /** Errors: UNAUTHENTICATED, TOKEN_EXPIRED; FORBIDDEN for another account's token. */
  renew(socket: HubSocket, token: string): Promise<void>;
};

type Handlers = { [Name in Op]: (socket: HubSocket, frame: Extract<Said, { op: Name }>) => Promise<void> | void };

/** Carries out what clients say. Whatever they say, they get an answer; nothing of it can hurt anybody else. */
export function createConversation(hub: HubPort): (socket: HubSocket, text: string) => Promise<void> {
  const handlers: Handlers = {
    subscribe(socket, { channels, resume_from }) {
      const { granted, refused } = judge(channels, socket);
      hub.setChannels(socket, new Set([...socket.channels, ...granted]));
      socket.say({ op: "subscribed", channels: [...socket.channels], refused });
      if (resume_from && granted.has("snapshot")) hub.catchUp(socket, resume_from);
    },
    unsubscribe(socket, { channels }) {
      const left = new Set(socket.channels);
      for (const name of channels) left.delete(resolve(name) as ChannelName);
      hub.setChannels(socket, left);
      socket.say({ op: "subscribed", channels: [...left], refused: [] });
    },
    async renew(socket, { token }) {
      await hub.renew(socket, token);
      socket.say({ op: "renewed", expires_at: new Date(socket.pass.expiresAt * 1000).toISOString() });
    },
    ping: (socket, { id }) => socket.say({ op: "pong", ...(id === undefined ? {} : { id }) }),
  };
  return async (socket, text) => {
    try {
      const frame = clientFrame.parse(parse(text));
      await (handlers[frame.op] as (of: HubSocket, what: Said) => Promise<void> | void)(socket, frame);
    } catch (thrown) {
      const { code, message } = toAppError(thrown);
      socket.say({ op: "error", error_code: code, error: message });
    }
  };
}

/** Which of the channels are for a socket, and why others are not. */
function judge(
  names: readonly string[],
  socket: HubSocket,
): { granted: Set<ChannelName>; refused: Subscribed["refused"] } {
  const granted = new Set<ChannelName>();
  const refused: Subscribed["refused"] = [];
  for (const name of names) {
    const channel = resolve(name);
    const code = channel === undefined ? "NOT_FOUND" : refusalOf(channel, socket.pass.standing);
    if (code === undefined) granted.add(channel as ChannelName);
    else refused.push(refusal(name, code));
  }
  return { granted, refused };
}

/** How a client is told that a channel is not, or no longer, for it. */
export function refusal(
  channel: string,
  code: NonNullable<ReturnType<typeof refusalOf>>,
): Subscribed["refused"][number] {
  return { channel, error_code: code, error: describeError(code).says };
}

function resolve(name: string): ChannelName | undefined {
  const channel = Object.hasOwn(channelAliases, name) ? channelAliases[name] : name;
  return channelNames.find((known) => known === channel);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("MALFORMED_JSON", "A message is one frame, as JSON.", { cause });
  }
}
