import { expect, it } from "vitest";
import { readConfig, unitEnvironments } from "./config.ts";

it("reads flags and variables", () => {
  const config = readConfig({ AGENTOS_PORT_API: "9001", DATABASE_URL: "postgres://x" }, ["--fresh"]);
  expect(config).toMatchObject({ fresh: true, split: false, ports: { app: 8000, admin: 8004, api: 9001 } });
  expect(config.given).toEqual({ databaseUrl: "postgres://x", redisUrl: undefined, natsUrl: undefined });
  expect(() => readConfig({ AGENTOS_PORT_APP: "many" }, [])).toThrow(/AGENTOS_PORT_APP/);
  expect(() => readConfig({}, ["--sideways"])).toThrow(/sideways/);
});

it("sorts variables by the service that they are for", () => {
  const env = { MEDIA__LOG_LEVEL: "debug", UPLOAD_UI__PORT: "1", MEDIA__STAGE: "x", HOME: "/", npm_config__x: "y" };
  expect(unitEnvironments(env)).toEqual({ media: { LOG_LEVEL: "debug", STAGE: "x" }, "upload-ui": { PORT: "1" } });
});
