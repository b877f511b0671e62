import { snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import { uploadOperations } from "@agentos/contracts/api/upload";
import { ask } from "@agentos/messaging/request";
import { stillText } from "@agentos/testkit/still-text";
import type { NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startStack, type TestStack } from "./harness/stack.ts";

let stack: TestStack;
let readModel: NatsConnection;
beforeAll(async () => {
  stack = await startStack();
  readModel = await stack.connectAs("read-model");
});
afterAll(() => stack.close());

const read = () => ask(readModel, snapshotPartsQueries.uploads, { sections: ["system", "jobs"] });

test("the snapshot has what is under way and what was finished today, and names no file", async () => {
  const nothing = { receiving: 0, finalizing: 0, finished_today: 0, bytes_today: 0 };
  expect(JSON.parse(await stillText(read))).toMatchObject({ system: { uploads: nothing } });
  const body = { filename: "canary.mp4", size: 25_001 };
  for (let begun = 0; begun < 3; begun += 1) await stack.client().call(uploadOperations.init, { body });
  const finished = `update uploads.uploads set status = 'finished', sha256 = 'x', finished_at = now() - make_interval(days => $1)
    where id = (select id from uploads.uploads where status = 'receiving' limit 1)`;
  await stack.rows(finished, [0]);
  await stack.rows(finished, [2]);
  const parts = await read();
  expect(parts).toMatchObject({
    system: { uploads: { receiving: 1, finalizing: 0, finished_today: 1, bytes_today: 25_001 } },
  });
  expect(JSON.stringify(parts)).not.toContain("canary");
});
