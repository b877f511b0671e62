import { randomUUID } from "node:crypto";
import type { ErrorEnvelope } from "@agentos/contracts/api/envelope";
import { expect } from "vitest";
import { until } from "../driver.ts";
import { act } from "../events/scene.ts";
import { signInAs } from "../sockets/audience.ts";
import type { ActionCases, World } from "./world.ts";

const message = "We are moving house.";

/** Actions that switch something for the whole system. */
export const switchCases: ActionCases<
  "system.enable_maintenance" | "system.disable_maintenance" | "system.pause_intake" | "system.resume_intake"
> = {
  "system.enable_maintenance": {
    async prepare(world) {
      const asUser = await userAt(world);
      return {
        payload: { message },
        async observe() {
          await until(async () => (await asUser("/api/jobs/today")).status === 503);
          const { retryAfter, body } = await asUser("/api/jobs/today");
          expect(body).toMatchObject({ error_code: "MAINTENANCE", error: message });
          expect(retryAfter).toBe("60");
          expect((await world.admin.get("/api/jobs/today")).status).toBe(200);
        },
        effect: async () => (await asUser("/api/jobs/today")).status,
        restore: () => act(world, "system.disable_maintenance", {}),
      };
    },
  },
  "system.disable_maintenance": {
    async prepare(world) {
      const asUser = await userAt(world);
      await act(world, "system.enable_maintenance", { message });
      await until(async () => (await asUser("/api/jobs/today")).status === 503);
      return {
        payload: {},
        observe: async () => void (await until(async () => (await asUser("/api/jobs/today")).status === 200)),
        effect: async () => (await asUser("/api/jobs/today")).status,
      };
    },
  },
  "system.pause_intake": {
    async prepare(world) {
      const asUser = await userAt(world);
      const begin = () => asUser("/api/upload/init", { filename: "talk.mp4", size: 1000 });
      return {
        payload: {},
        async observe() {
          await until(async () => (await begin()).status === 503);
          expect((await begin()).body).toMatchObject({ error_code: "INTAKE_PAUSED" });
          expect((await asUser("/api/jobs/create", { upload_id: randomUUID() })).status).toBe(503);
          expect((await asUser("/api/jobs/today")).status).toBe(200);
        },
        effect: async () => (await begin()).status,
        restore: () => act(world, "system.resume_intake", {}),
      };
    },
  },
  "system.resume_intake": {
    async prepare(world) {
      const asUser = await userAt(world);
      const begin = async () => (await asUser("/api/upload/init", { filename: "talk.mp4", size: 1000 })).status;
      await act(world, "system.pause_intake", {});
      await until(async () => (await begin()) === 503);
      return {
        payload: {},
        observe: async () => void (await until(async () => (await begin()) === 201)),
        effect: begin,
      };
    },
  },
};

type Told = { status: number; retryAfter: string | null; body: Partial<ErrorEnvelope> };

/** The front door as a user sees it, also where it is closed. */
async function userAt({ stack }: World): Promise<(address: string, body?: object) => Promise<Told>> {
  const { access_token } = await signInAs(stack, "user");
  return async (address, body) => {
    const response = await fetch(stack.api + address, {
      headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
      ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
    });
    return {
      status: response.status,
      retryAfter: response.headers.get("retry-after"),
      body: (await response.json()) as Partial<ErrorEnvelope>,
    };
  };
}
