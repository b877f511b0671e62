import type { Secrets } from "../domain/secrets.ts";
import type { Unit } from "../events.ts";
import { networkScope, ownerOf } from "./scopes.ts";

/**
 * Lifts the lockout of an account, wherever it is locked, or of an address; what had failed is forgotten. Returns how many
 * locks were in force.
 */
export async function unlock(
  { tx }: Unit,
  secrets: Secrets,
  subject: { userId: string } | { address: string },
): Promise<number> {
  if ("address" in subject) {
    const { id } = networkScope(secrets, subject.address);
    return lift(tx, "scope", id);
  }
  const user = await tx.selectFrom("users").select("email").where("id", "=", subject.userId).executeTakeFirst();
  return user ? lift(tx, "owner", ownerOf(secrets, user.email)) : 0;
}

async function lift(tx: Unit["tx"], by: "scope" | "owner", value: Buffer): Promise<number> {
  await tx.deleteFrom("sign_in_attempts").where(by, "=", value).execute();
  const lifted = await tx
    .deleteFrom("sign_in_locks")
    .where(by, "=", value)
    .returning((eb) => eb("locked_until", ">", eb.fn<Date>("now")).as("in_force"))
    .execute();
  return lifted.filter(({ in_force }) => in_force).length;
}
