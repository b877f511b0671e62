import { randomUUID } from "node:crypto";
import type { ActionName, PayloadOf } from "@agentos/contracts/actions/actions";
import type { Session } from "@agentos/contracts/api/auth";
import type { Answer } from "../driver.ts";
import { sendAction, untilActionEnded, type World } from "../catalogue/world.ts";
import type { Ear } from "./ear.ts";

/** What brings events about: people at the front door of a running system. */
export type Scene = World & { ear: Ear };

/** Something that people do with the system, of which it tells by several events. It is done once, whichever of them is looked at. */
export type Happening = (scene: Scene) => Promise<void>;

/** Carries an action out and waits for its end. Errors: it has failed. */
export async function act<Name extends ActionName>(scene: World, name: Name, payload: PayloadOf<Name>): Promise<void> {
  const ended = await untilActionEnded(scene, await sendAction(scene, name, payload));
  if (ended.error) throw new Error(`${name} has failed: ${JSON.stringify(ended.error)}`);
}

/** A request without an account, or with another one than those of the scene. */
export async function call<Data>(
  { stack }: Pick<Scene, "stack">,
  address: string,
  body: object,
  token?: string,
): Promise<Answer<Data>["body"]> {
  const response = await fetch(stack.api + address, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer<Data>["body"];
}

export type Newcomer = Session & { email: string; password: string };

/** Makes an account. */
export async function register(scene: Pick<Scene, "stack">): Promise<Newcomer> {
  const account = { email: `${randomUUID()}@agentos.test`, password: randomUUID() };
  const { data } = await call<Session>(scene, "/api/auth/register", account);
  return { ...account, ...data };
}
