import { request } from "node:http";
import { text } from "node:stream/consumers";
import { expect } from "vitest";
import { query, until } from "../driver.ts";
import { signInAs } from "../sockets/audience.ts";
import type { ActionCases, World } from "./world.ts";

const bytes = 1000;

/** Actions on the processes of services. */
export const serviceCases: ActionCases<"system.restart_service"> = {
  "system.restart_service": {
    async prepare(world) {
      const before = edgeOf(world)?.pid;
      const underway = uploadAcross(world);
      return {
        payload: { service: "gateway" },
        async observe(result) {
          expect(result).toMatchObject({ service: "gateway", replaced: ["edge"], runs: ["edge"] });
          expect(await underway).toMatchObject({ status: 200, body: { success: true } });
          expect(await until(() => edgeOf(world)?.pid)).not.toBe(before);
          expect((await world.admin.get("/api/jobs/today")).status).toBe(200);
          expect(await query(world.stack, "select action_id from long_operations", [], "fleet")).toEqual([]);
        },
        effect: async () => edgeOf(world)?.pid,
      };
    },
  },
};

function edgeOf({ stack }: World) {
  return stack.processes().find(({ name }) => name === "edge");
}

/** Sends a chunk, the second half of it only after the gateway has been told to stop. */
async function uploadAcross(world: World): Promise<{ status: number | undefined; body: unknown }> {
  const { access_token } = await signInAs(world.stack, "user");
  const { body } = await world.user.post<{ upload_id: string }>("/api/upload/init", {
    filename: "talk.mp4",
    size: bytes,
  });
  const address = `${world.stack.api}/api/upload/chunk?upload_id=${body.data.upload_id}&index=0`;
  const sending = request(address, {
    method: "POST",
    headers: {
      authorization: `Bearer ${access_token}`,
      "content-type": "application/octet-stream",
      "content-length": bytes,
    },
  });
  const answer = new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
    sending.once("error", reject);
    sending.once("response", (response) =>
      text(response).then((said) => resolve({ status: response.statusCode, body: JSON.parse(said) }), reject),
    );
  });
  sending.write(Buffer.alloc(bytes / 2));
  await until(() => edgeOf(world)?.state !== "running");
  sending.end(Buffer.alloc(bytes / 2));
  return answer;
}
