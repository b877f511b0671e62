import { channels, type ChannelName } from "@agentos/contracts/realtime/channels";
import type { ErrorCode } from "@agentos/contracts/errors";
import { scopeOf } from "@agentos/contracts/permissions";
import { isStaff, type Role } from "@agentos/contracts/roles";

/** Who is behind a socket, as far as it bears on what they may see. */
export type Standing = {
  userId: string;
  role: Role;
  /** Whether they come from a network from which the system may be administered. */
  fromAdminNetwork: boolean;
};

/** Why a channel is not for somebody; undefined where it is. */
export function refusalOf(channel: ChannelName, { role, fromAdminNetwork }: Standing): ErrorCode | undefined {
  const { access } = channels[channel];
  if (access === "own") return undefined;
  const may = access === "staff" ? isStaff(role) : scopeOf(access, role) === "any";
  if (!may) return "FORBIDDEN";
  return fromAdminNetwork ? undefined : "ADDRESS_NOT_ALLOWED";
}

/** The room of an account's own things. */
export function roomOf(userId: string): string {
  return `user:${userId}`;
}

/** The rooms that somebody is in. Staff who come from elsewhere see what is their own, like everybody. */
export function roomsOf({ userId, role, fromAdminNetwork }: Standing): string[] {
  const own = roomOf(userId);
  if (!isStaff(role) || !fromAdminNetwork) return [own];
  return role === "admin" ? ["admin", "monitoring", own] : ["monitoring", own];
}
