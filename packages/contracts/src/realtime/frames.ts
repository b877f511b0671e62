import { z } from "zod";
import { sectionNames } from "../snapshot/section-names.ts";
import { channelNames } from "./channels.ts";

/** The subprotocol that both sides speak; the access token comes beside it as `bearer.<token>`. */
export const subprotocol = "agentos.v1";
export const tokenProtocolPrefix = "bearer.";

/** Why a socket was closed. Below 4000: RFC 6455. */
export const closeCodes = {
  goingAway: 1001,
  messageTooBig: 1009,
  /** The token is missing, wrong, expired or revoked: sign in again. */
  unauthenticated: 4401,
  /** From there, or from that origin, nobody may. */
  forbidden: 4403,
  /** Too many messages. */
  flood: 4429,
  /** More sockets from one address than it may have. */
  tooManySockets: 4409,
} as const;

/** Bounds of a socket: bytes, sockets and seconds. */
export const socketLimits = {
  messageBytes: 1024 * 1024,
  bufferedBytes: 1024 * 1024,
  perAddress: 5,
  heartbeatSeconds: 30,
  /** Messages that a client may send in a minute. */
  messagesPerMinute: 120,
} as const;

const place = z.object({ epoch: z.uuid(), version: z.int() });
/** Names or aliases of channels; one that the hub does not know is refused by itself, not the frame. */
const wanted = z.array(z.string().max(64)).max(64);

/** What a client says. */
export const clientFrame = z.discriminatedUnion("op", [
  z.object({
    op: z.literal("subscribe"),
    channels: wanted,
    /** The version of the snapshot that the client holds; what it has missed since is sent, or `resync`. */
    resume_from: place.optional(),
  }),
  z.object({ op: z.literal("unsubscribe"), channels: wanted }),
  /** A fresh access token of the same account, so that the socket outlives the one that it came with. */
  z.object({ op: z.literal("renew"), token: z.string().max(4096) }),
  z.object({ op: z.literal("ping"), id: z.string().max(64).optional() }),
]);
export type ClientFrame = z.input<typeof clientFrame>;

/** What the hub says. */
export const hubFrame = z.discriminatedUnion("op", [
  place.extend({
    op: z.literal("hello"),
    session: z.string(),
    /** Null before the first snapshot. */
    epoch: z.uuid().nullable(),
    version: z.int().nullable(),
    heartbeat_seconds: z.number(),
    /** As in `status`. */
    live: z.boolean(),
    /** When the token expires; the socket is closed then, unless a fresh one was sent. */
    expires_at: z.iso.datetime(),
  }),
  /** All that the socket is subscribed to: the answer to a subscription, or said unasked when a change of role has taken some away. */
  z.object({
    op: z.literal("subscribed"),
    channels: z.array(z.enum(channelNames)),
    refused: z.array(z.object({ channel: z.string(), error_code: z.string(), error: z.string() })),
  }),
  z.object({
    op: z.literal("event"),
    channel: z.enum(channelNames),
    /** Name of the event. */
    type: z.string(),
    /** Of the event, the same however often it is told; and of its entity, after it. Null for what is not kept. */
    id: z.string().nullable(),
    entity_id: z.string().nullable(),
    version: z.int().nullable(),
    data: z.record(z.string(), z.unknown()),
    at: z.iso.datetime(),
  }),
  z.object({
    op: z.literal("patch"),
    epoch: z.uuid(),
    section: z.enum([...sectionNames, "stale"]),
    from: z.int(),
    to: z.int(),
    /** JSON Patch (RFC 6902), relative to the section. */
    patch: z.array(z.record(z.string(), z.unknown())),
  }),
  /** Something was missed: read what is shown anew, then go on from there. */
  z.object({ op: z.literal("resync"), reason: z.enum(["gap", "epoch", "too_old", "reconnected"]) }),
  /** Whether the hub hears what happens, and the builder of the snapshot. While it does not, silence means nothing. */
  z.object({ op: z.literal("status"), live: z.boolean() }),
  z.object({ op: z.literal("renewed"), expires_at: z.iso.datetime() }),
  z.object({ op: z.literal("error"), error_code: z.string(), error: z.string() }),
  z.object({ op: z.literal("pong"), id: z.string().optional() }),
]);
export type HubFrame = z.infer<typeof hubFrame>;
