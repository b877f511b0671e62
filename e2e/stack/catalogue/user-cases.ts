import { randomUUID } from "node:crypto";
import type { ActionNameOf } from "@agentos/contracts/actions/actions";
import type { Session } from "@agentos/contracts/api/auth";
import { expect } from "vitest";
import { query } from "../driver.ts";
import { call } from "../events/scene.ts";
import { sendAction, untilActionEnded, type ActionCases, type World } from "./world.ts";

type Names = Extract<ActionNameOf<"identity">, `user.${string}`>;

/** Actions on accounts: what somebody can do afterwards is tried by signing in as them. */
export const userCases: ActionCases<Names> = {
  "user.create": {
    async prepare(world) {
      const email = `${randomUUID()}@agentos.test`;
      const password = randomUUID();
      return {
        payload: { email, password, role: "operator" },
        async observe() {
          const session = await enter(world, email, password);
          expect(session?.user).toMatchObject({ email, role: "operator" });
          expect(await roleRefuses(world, session, "queue.resume")).toBe(false);
        },
        effect: () => accounts(world, email),
      };
    },
  },
  "user.set_role": {
    async prepare(world) {
      const made = await newAccount(world, "operator");
      return {
        payload: { user_id: made.id, role: "readonly" },
        async observe() {
          expect(await roleRefuses(world, made.session, "queue.resume")).toBe(true);
        },
        effect: () => accounts(world, made.email),
      };
    },
  },
  "user.set_permission": {
    async prepare(world) {
      const made = await newAccount(world, "readonly");
      expect(await roleRefuses(world, made.session, "queue.resume")).toBe(true);
      return {
        payload: { user_id: made.id, permission: "QUEUE_MANAGE", setting: "grant" },
        async observe() {
          expect(await roleRefuses(world, made.session, "queue.resume")).toBe(false);
        },
        effect: () => accounts(world, made.email),
      };
    },
  },
  "user.disable": {
    async prepare(world) {
      const made = await newAccount(world, "operator");
      return {
        payload: { user_id: made.id },
        async observe() {
          expect(await enter(world, made.email, made.password)).toBeUndefined();
          const { error_code } = await actAs(world, made.session, "queue.resume");
          expect(["TOKEN_EXPIRED", "UNAUTHENTICATED"]).toContain(error_code);
        },
        effect: () => accounts(world, made.email),
      };
    },
  },
  "user.enable": {
    async prepare(world) {
      const made = await newAccount(world, "operator");
      await untilActionEnded(world, await sendAction(world, "user.disable", { user_id: made.id }));
      return {
        payload: { user_id: made.id },
        async observe() {
          expect(await enter(world, made.email, made.password)).toBeDefined();
        },
        effect: () => accounts(world, made.email),
      };
    },
  },
  "user.revoke_sessions": {
    async prepare(world) {
      const made = await newAccount(world, "operator");
      return {
        payload: { user_id: made.id },
        async observe() {
          const { refresh_token } = made.session;
          expect(await call(world, "/api/auth/refresh", { refresh_token })).toMatchObject({ success: false });
          expect(await enter(world, made.email, made.password)).toBeDefined();
        },
        effect: () => query(world.stack, "select ended_at from sessions where user_id = $1", [made.id], "identity"),
      };
    },
  },
  "user.reset_password": {
    async prepare(world) {
      const made = await newAccount(world, "operator");
      const password = randomUUID();
      return {
        payload: { user_id: made.id, password },
        async observe() {
          expect(await enter(world, made.email, made.password)).toBeUndefined();
          expect(await enter(world, made.email, password)).toBeDefined();
        },
        effect: () => accounts(world, made.email),
      };
    },
  },
};

type Made = { id: string; email: string; password: string; session: Session };

/** An account of its own for a case, signed in. */
async function newAccount(world: World, role: string): Promise<Made> {
  const email = `${randomUUID()}@agentos.test`;
  const password = randomUUID();
  const ended = await untilActionEnded(world, await sendAction(world, "user.create", { email, password, role }));
  const session = await enter(world, email, password);
  if (!session) throw new Error("A new account cannot sign in.");
  return { id: (ended.result as { user_id: string }).user_id, email, password, session };
}

async function enter(world: World, email: string, password: string): Promise<Session | undefined> {
  const { success, data } = await call<Session>(world, "/api/auth/login", { email, password });
  return success ? data : undefined;
}

function actAs(world: World, session: Session | undefined, action: string) {
  return call(world, "/api/admin/action", { action, payload: { queue: "default" } }, session?.access_token);
}

/** Whether an action is refused for want of the permission. */
async function roleRefuses(world: World, session: Session | undefined, action: string): Promise<boolean> {
  const { success, error_code } = await actAs(world, session, action);
  if (!success) expect(error_code).toBe("FORBIDDEN");
  return !success;
}

function accounts({ stack }: World, email: string): Promise<object[]> {
  return query(
    stack,
    `select u.id, u.role, u.disabled_at, u.version, u.password_hash, array_agg(p.permission) as permissions
     from users u left join user_permissions p on p.user_id = u.id where u.email = $1 group by u.id`,
    [email],
    "identity",
  );
}
