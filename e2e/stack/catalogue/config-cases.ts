import type { ActionNameOf } from "@agentos/contracts/actions/actions";
import { settingsFormat } from "@agentos/contracts/settings/document";
import type { SettingsValues } from "@agentos/contracts/settings/settings";
import { expect } from "vitest";
import { query, signIn, until } from "../driver.ts";
import { sendAction, untilActionEnded, type ActionCases, type World } from "./world.ts";

type OnConfig = Extract<ActionNameOf<"system">, `config.${string}`>;
type Version = { version: number; settings: SettingsValues };

const warning = "queue.warning_depth";
const critical = "queue.critical_depth";

/** Actions on the configuration. */
export const configCases: ActionCases<OnConfig | "config.rotate_secret"> = {
  "config.update": {
    async prepare(world) {
      const before = await newest(world);
      return {
        payload: { key: warning, value: 77, expected_version: before.version },
        async observe(result) {
          expect(result).toEqual({ version: before.version + 1, changed: [warning] });
          expect(await newest(world)).toMatchObject({ settings: { [warning]: 77 } });
          await untilFollowed(world, before.version + 1);
          // Who has looked at the version before is refused, and nothing is changed.
          const late = { key: warning, value: 78, expected_version: before.version };
          expect(await sendAction(world, "config.update", late)).toMatchObject({
            status: 409,
            body: { error_code: "VERSION_STALE" },
          });
          expect(await newest(world)).toMatchObject({ version: before.version + 1 });
        },
        effect: () => newest(world),
        restore: () => resetAll(world),
      };
    },
  },
  "config.reset": {
    async prepare(world) {
      const { version } = await set(world, { [warning]: 55, [critical]: 600 });
      return {
        payload: { key: warning },
        async observe(result) {
          expect(result).toEqual({ version: version + 1, changed: [warning] });
          expect((await newest(world)).settings).toEqual({ [critical]: 600 });
        },
        effect: () => newest(world),
        restore: () => resetAll(world),
      };
    },
  },
  "config.rollback": {
    async prepare(world) {
      const early = await set(world, { [warning]: 40 });
      const late = await set(world, { [warning]: 60, [critical]: 900 });
      return {
        payload: { version: early.version },
        async observe() {
          expect(await newest(world)).toEqual({ version: late.version + 1, settings: { [warning]: 40 } });
        },
        effect: () => newest(world),
        dryRun: { ids: async () => [warning, critical], untouched: () => newest(world) },
        restore: () => resetAll(world),
      };
    },
  },
  "config.import": {
    async prepare(world) {
      const before = await set(world, { [warning]: 40 });
      const settings = { [critical]: 700, "uploads.idle_seconds": 25 };
      return {
        payload: { document: { format: settingsFormat, settings }, mode: "replace" },
        async observe() {
          expect(await newest(world)).toEqual({ version: before.version + 1, settings });
          await expectRefusedWhole(world);
        },
        effect: () => newest(world),
        dryRun: { ids: async () => [warning, critical, "uploads.idle_seconds"], untouched: () => newest(world) },
        restore: () => resetAll(world),
      };
    },
  },
  "config.export": {
    async prepare(world) {
      const { version, settings } = await set(world, { [warning]: 45 });
      return {
        payload: {},
        async observe(result) {
          expect(result).toEqual({ document: { format: settingsFormat, version, settings } });
        },
        effect: () => newest(world),
        restore: () => resetAll(world),
      };
    },
  },
  "config.validate": {
    async prepare(world) {
      const before = await newest(world);
      return {
        payload: { document: { format: settingsFormat, settings: { [warning]: 0, "no.such": 1, [critical]: 50 } } },
        async observe(result) {
          const paths = (result as { errors: { path: string }[] }).errors.map(({ path }) => path);
          expect(result).toMatchObject({ valid: false, changed: [] });
          expect(paths.toSorted()).toEqual(
            [warning, "no.such", critical].map((key) => `document.settings.${key}`).toSorted(),
          );
          expect(await newest(world)).toEqual(before);
        },
        effect: () => newest(world),
      };
    },
  },
  "config.rotate_secret": {
    async prepare(world) {
      const before = await signingKey(world);
      return {
        payload: { name: "access_token_signing_key" },
        async observe(result) {
          expect(result).toMatchObject({ name: "access_token_signing_key", key_id: await signingKey(world) });
          expect(await signingKey(world)).not.toBe(before);
          // Signed by the key before: good still. A new sign-in is signed by the new one, and good everywhere.
          expect((await world.admin.get("/api/admin/ssot/health")).status).toBe(200);
          const anew = await signIn(world.stack, "admin");
          expect((await anew.get("/api/admin/ssot/health")).status).toBe(200);
        },
        effect: () => signingKey(world),
      };
    },
  },
  "config.set_flag": {
    async prepare(world) {
      return {
        payload: { flag: "jobs_from_links", enabled: true, percent: 0 },
        async observe() {
          // A link that no job could be made of in any case: nothing is to be left behind.
          const link = { url: "http://somebody:secret@videos.test/talk.mp4" };
          const asked = () => world.user.post("/api/jobs/create", link);
          await until(async () => (await asked()).body.error_code === "FEATURE_OFF");
          await sendAction(world, "config.set_flag", { flag: "jobs_from_links", enabled: true });
          await until(async () => (await asked()).body.error_code === "URL_NOT_ALLOWED");
        },
        effect: () => newest(world),
        restore: () => resetAll(world),
      };
    },
  },
};

/** A document with three errors of different kinds names all of them, and changes nothing. */
async function expectRefusedWhole(world: World): Promise<void> {
  const before = await newest(world);
  const settings = { [warning]: -1, "uploads.max_bytes": "much", "no.such.setting": true, "uploads.idle_seconds": 30 };
  const document = { format: settingsFormat, settings };
  const refused = await sendAction(world, "config.import", { document, mode: "merge" });
  expect(refused).toMatchObject({ status: 400, body: { error_code: "VALIDATION_ERROR" } });
  const { details } = refused.body as unknown as { details: { path: string }[] };
  expect(details.map(({ path }) => path).toSorted()).toEqual([
    "document.settings.no.such.setting",
    `document.settings.${warning}`,
    "document.settings.uploads.max_bytes",
  ]);
  expect(await newest(world)).toEqual(before);
}

async function newest({ stack }: World): Promise<Version> {
  const text = "select version, settings from config_versions order by version desc limit 1";
  const [row] = await query<{ version: string; settings: SettingsValues }>(stack, text, [], "system");
  return { version: Number(row?.version ?? 0), settings: row?.settings ?? {} };
}

/** Makes a version with these settings and no others. */
async function set(world: World, settings: SettingsValues): Promise<Version> {
  const document = { format: settingsFormat, settings };
  await untilActionEnded(world, await sendAction(world, "config.import", { document, mode: "replace" }));
  return newest(world);
}

async function signingKey({ stack }: World): Promise<string | undefined> {
  const text = "select kid from keys where state = 'active'";
  return (await query<{ kid: string }>(stack, text, [], "identity"))[0]?.kid;
}

async function resetAll(world: World): Promise<void> {
  const { version } = await set(world, {});
  await untilFollowed(world, version);
}

/** Waits until every copy of every service that follows has the version in force. */
async function untilFollowed({ stack }: World, version: number): Promise<void> {
  await until(async () => {
    const text = "select count(*) as behind from config_followers where version is distinct from $1";
    const [row] = await query<{ behind: string }>(stack, text, [version], "system");
    return Number(row?.behind) === 0;
  });
}
