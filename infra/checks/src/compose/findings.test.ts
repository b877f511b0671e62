import { expect, it } from "vitest";
import type { ComposeFile, ComposeService } from "./compose-file.ts";
import { findingsOf, type Workspace } from "./findings.ts";

const hardened: ComposeService = {
  image: "agentos/jobs",
  build: { context: "../..", dockerfile: "infra/compose/Dockerfile", args: { SERVICE: "jobs" } },
  command: ["services/jobs/src/main.ts"],
  restart: "unless-stopped",
  read_only: true,
  init: true,
  cap_drop: ["ALL"],
  security_opt: ["no-new-privileges:true"],
  healthcheck: {
    test: ["CMD", "x"],
    interval: "1s",
    timeout: "1s",
    retries: 1,
    start_period: "1s",
    start_interval: "1s",
  },
  volumes: ["media:/media"],
};
const workspace: Workspace = { services: ["jobs", "media"], stages: ["cut"], exists: () => true };
const dev: ComposeService = {
  image: "agentos/dev",
  profiles: ["dev"],
  build: { context: "../..", dockerfile: "infra/compose/Dockerfile", target: "dev" },
  command: ["infra/launch/start.mjs", "--watch"],
  restart: "no",
  develop: {
    watch: ["packages", "services"].map((name) => ({ action: "sync", path: `../../${name}`, target: `/app/${name}` })),
  },
};
const file = (services: Record<string, ComposeService>): ComposeFile => ({
  name: "x",
  services: { dev, ...services },
  networks: {},
  volumes: { media: null },
});
const cutter = { ...hardened, command: ["services/media/src/main.ts", "--stage", "cut"] };

it("has nothing to say of a file that is right", () => {
  expect(findingsOf(file({ jobs: hardened, cut: cutter }), workspace)).toEqual([]);
});

it("misses services and stages", () => {
  expect(findingsOf(file({}), workspace)).toEqual([
    "Nothing starts services/jobs/src/main.ts.",
    "Nothing starts services/media/src/main.ts --stage cut.",
  ]);
});

it("finds what leads nowhere and what is not hardened", () => {
  const { healthcheck: _none, ...silent } = hardened;
  const broken: ComposeService = {
    ...silent,
    read_only: false,
    cap_drop: [],
    volumes: ["lost:/lost"],
    depends_on: { gone: { condition: "service_started" }, cut: { condition: "service_healthy" } },
  };
  const { healthcheck: _either, ...unwatched } = cutter;
  const findings = findingsOf(file({ jobs: broken, cut: unwatched }), { ...workspace, exists: () => false });
  expect(findings.filter((finding) => !finding.startsWith("dev "))).toEqual([
    "jobs depends on gone, which is not there.",
    "jobs waits for the health of cut.",
    "jobs mounts lost, which is not declared.",
    "jobs can write to its own file system.",
    "jobs keeps capabilities.",
    "jobs starts services/jobs/src/main.ts, which is not there.",
    "jobs is built by a recipe that is not there.",
    "jobs runs on and has no healthcheck.",
    "cut starts services/media/src/main.ts, which is not there.",
    "cut is built by a recipe that is not there.",
    "cut runs on and has no healthcheck.",
  ]);
});

it("wants the sources to reach a container that reloads them, which counts for nothing else", () => {
  const services = { jobs: { ...hardened, profiles: ["dev"] }, cut: cutter };
  expect(findingsOf(file({ ...services, dev: { ...dev, command: ["infra/launch/start.mjs"] } }), workspace)).toEqual([
    "Nothing starts services/jobs/src/main.ts.",
    "Changes in packages reach no service of the profile dev that reloads them.",
    "Changes in services reach no service of the profile dev that reloads them.",
  ]);
  const lost = { ...workspace, exists: (path: string) => path !== "packages" };
  expect(findingsOf(file({ jobs: hardened, cut: cutter }), lost)).toEqual([
    "dev watches packages, which is not there.",
  ]);
});

it("wants what has an address of its own to be believed", () => {
  const environment = { TRUSTED_PROXIES: "${TRUSTED:-10.0.0.10,10.0.0.11}" };
  const at = (address: string) => ({ ...hardened, networks: { default: { ipv4_address: address } } });
  const services = { configure: { ...hardened, environment }, jobs: at("10.0.0.11"), cut: cutter };
  expect(findingsOf(file(services), workspace)).toEqual([]);
  expect(findingsOf(file({ ...services, jobs: at("10.0.0.1") }), workspace)).toEqual([
    "jobs speaks from 10.0.0.1, which nobody trusts.",
  ]);
});
