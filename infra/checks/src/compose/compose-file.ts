import { z } from "zod";

const condition = z.strictObject({
  condition: z.enum(["service_started", "service_healthy", "service_completed_successfully"]),
});

const duration = z.string().regex(/^\d+(ms|s|m)$/);

const healthcheck = z.strictObject({
  test: z.tuple([z.enum(["CMD", "CMD-SHELL"])], z.string()),
  interval: duration,
  timeout: duration,
  retries: z.int(),
  start_period: duration,
  start_interval: duration,
});

const mount = z.union([
  z.string(),
  z.strictObject({
    type: z.enum(["volume", "bind", "tmpfs"]),
    source: z.string(),
    target: z.string(),
    read_only: z.boolean().optional(),
    volume: z.strictObject({ subpath: z.string() }).optional(),
  }),
]);

const watched = z.strictObject({
  action: z.enum(["sync", "sync+restart", "rebuild"]),
  path: z.string(),
  target: z.string().optional(),
  ignore: z.array(z.string()).optional(),
});

const service = z.strictObject({
  image: z.string(),
  profiles: z.array(z.string()).optional(),
  develop: z.strictObject({ watch: z.array(watched) }).optional(),
  build: z
    .strictObject({
      context: z.string(),
      dockerfile: z.string(),
      target: z.string().optional(),
      args: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.record(z.string(), condition).optional(),
  healthcheck: healthcheck.optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(mount).optional(),
  networks: z.record(z.string(), z.strictObject({ ipv4_address: z.ipv4() })).optional(),
  restart: z.enum(["no", "always", "on-failure", "unless-stopped"]),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  tmpfs: z.array(z.string()).optional(),
  init: z.boolean().optional(),
  stop_signal: z.string().optional(),
  stop_grace_period: duration.optional(),
});

const network = z.strictObject({
  ipam: z.strictObject({
    config: z.array(z.strictObject({ subnet: z.cidrv4(), ip_range: z.cidrv4(), gateway: z.ipv4() })),
  }),
});

export type ComposeService = z.infer<typeof service>;

/**
 * The part of the Compose specification (https://github.com/compose-spec/compose-spec) that our file uses: a key that is not
 * of it is a mistake until it is added here.
 */
export const composeFile = z.strictObject({
  name: z.string(),
  services: z.record(z.string(), service),
  networks: z.record(z.string(), network),
  volumes: z.record(z.string(), z.null()),
});

export type ComposeFile = z.infer<typeof composeFile>;
