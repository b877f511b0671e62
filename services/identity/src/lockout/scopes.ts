import { subscriberNetwork } from "@agentos/service-kit/http/networks";
import type { Secrets } from "../domain/secrets.ts";
import type { LockKind } from "./policy.ts";

/** Something that failures are counted under, and that can be locked. */
export type Scope = { kind: LockKind; id: Buffer };

/** Who tries to sign in, from where, as keyed hashes. */
export type Subject = { owner: Buffer; network: Buffer };

/** `email` in lower case; `address` as the gateway tells it. */
export function subjectOf(secrets: Secrets, who: { email: string; address: string | undefined }): Subject {
  return { owner: ownerOf(secrets, who.email), network: networkScope(secrets, who.address).id };
}

/** The hash of an account, which is also its scope where it is not known. */
export function ownerOf(secrets: Secrets, email: string): Buffer {
  return secrets.pseudonym("account", email);
}

/** A subscriber's network. What comes without an address counts together. */
export function networkScope(secrets: Secrets, address: string | undefined): Scope {
  return { kind: "address", id: secrets.pseudonym("network", subscriberNetwork(address) ?? "unknown") };
}

/**
 * What an attempt counts under: its network; and its account, by itself where the account was signed in from there before, or
 * together with all strange networks.
 */
export function scopesOf(secrets: Secrets, { owner, network }: Subject, known: boolean): Scope[] {
  const here = secrets.pseudonym("account here", owner.toString("hex"), network.toString("hex"));
  const account: Scope = known ? { kind: "account_here", id: here } : { kind: "account", id: owner };
  return [account, { kind: "address", id: network }];
}
