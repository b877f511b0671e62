import { hubFrame, type ClientFrame, type HubFrame } from "@agentos/contracts/realtime/frames";
import { once } from "node:events";
import { WebSocket, type ClientOptions } from "ws";

type Op = HubFrame["op"];
export type FrameOf<Name extends Op> = Extract<HubFrame, { op: Name }>;

/** A client's end of a socket, which keeps all that it was told. */
export type TestSocket = {
  ws: WebSocket;
  frames: HubFrame[];
  /** Frames of a kind that have come. */
  of<Name extends Op>(op: Name): FrameOf<Name>[];
  /** Waits for the next frame of a kind that nobody has waited for yet. */
  next<Name extends Op>(op: Name): Promise<FrameOf<Name>>;
  say(frame: ClientFrame): void;
  /** Subscribes, and gives the answer. */
  subscribe(channels: string[], resumeFrom?: { epoch: string; version: number }): Promise<FrameOf<"subscribed">>;
  /** Whatever was sent before has been told when this resolves. */
  settle(): Promise<void>;
  /** Code and text of the close. */
  closed: Promise<{ code: number; text: string }>;
};

/** Opens a socket. Errors: the handshake was refused. */
export async function openSocket(
  url: string,
  token: string | undefined,
  options: ClientOptions = {},
): Promise<TestSocket> {
  const protocols = ["agentos.v1", ...(token === undefined ? [] : [`bearer.${token}`])];
  const ws = new WebSocket(url, protocols, options);
  const frames: HubFrame[] = [];
  const seen = new Map<Op, number>();
  let wake = Promise.withResolvers<void>();
  const closed = new Promise<{ code: number; text: string }>((resolve) =>
    ws.on("close", (code, reason) => {
      resolve({ code, text: reason.toString() });
      wake.resolve();
    }),
  );
  ws.on("message", (data: Buffer) => {
    frames.push(hubFrame.parse(JSON.parse(data.toString())));
    wake.resolve();
    wake = Promise.withResolvers();
  });
  await once(ws, "open");
  ws.on("error", () => undefined);
  const of = <Name extends Op>(op: Name) => frames.filter((frame): frame is FrameOf<Name> => frame.op === op);
  const say = (frame: ClientFrame): void => ws.send(JSON.stringify(frame));
  const next = async <Name extends Op>(op: Name): Promise<FrameOf<Name>> => {
    const index = seen.get(op) ?? 0;
    seen.set(op, index + 1);
    for (;;) {
      const frame = of(op)[index];
      if (frame) return frame;
      if (ws.readyState === WebSocket.CLOSED) throw new Error(`The socket was closed before a frame "${op}" came.`);
      await wake.promise;
    }
  };
  return {
    ws,
    frames,
    of,
    next,
    say,
    subscribe(channels, resumeFrom) {
      say({ op: "subscribe", channels, ...(resumeFrom ? { resume_from: resumeFrom } : {}) });
      return next("subscribed");
    },
    async settle() {
      say({ op: "ping" });
      await next("pong");
    },
    closed,
  };
}

/** The status by which a handshake is refused; 101 where it is not. */
export async function handshakeStatus(
  url: string,
  token: string | undefined,
  options: ClientOptions = {},
): Promise<number> {
  try {
    const { ws } = await openSocket(url, token, options);
    ws.terminate();
    return 101;
  } catch (error) {
    return Number(/Unexpected server response: (\d+)/.exec(String(error))?.[1]);
  }
}
