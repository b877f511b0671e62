import { actionNames } from "@agentos/contracts/actions/actions";
import { usualBreaker } from "@agentos/redis/breaker/breaker-settings";
import { baseConfig, callerConfig, databaseConfig, natsConfig, readEnvironment } from "@agentos/service-kit/config";
import { networkList, parseNetworks, type Networks } from "@agentos/service-kit/http/networks";
import { z } from "zod";

const count = z.coerce.number().int().positive();

/** A JSON object by the names of actions. */
function byAction<Schema extends z.ZodType>(value: Schema) {
  const read = z.preprocess(
    (text, context) => {
      try {
        return JSON.parse(typeof text === "string" ? text : "{}") as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "must be JSON" });
        return z.NEVER;
      }
    },
    z.partialRecord(z.enum(actionNames), value),
  );
  return read.default({}).transform((given) => new Map<string, z.output<Schema>>(Object.entries(given) as never));
}

const networks = z.array(z.string()).transform((texts, context): Networks => {
  try {
    return parseNetworks(texts);
  } catch (error) {
    context.addIssue({ code: "custom", message: (error as Error).message });
    return z.NEVER;
  }
});

const shape = {
  ...baseConfig,
  ...databaseConfig(),
  ...natsConfig,
  ...callerConfig,
  REDIS_URL: z.string(),
  /** Milliseconds that Redis may take to answer; later the dispatcher goes on without it. */
  REDIS_BUDGET_MS: count.default(25),
  /** 32 bytes in base64 that wrap the keys of persons; the audit service's too. */
  AUDIT_MASTER_KEY: z.string().min(44),
  /** How many instances share the limits while Redis is away. */
  INSTANCES: count.default(1),
  /** Networks from which staff may act, such as `10.0.0.0/8,::1`; where none is given, nobody may. */
  ACTION_ALLOWLIST: networkList,
  /** Networks for one action alone, beside those above: `{"system.restore": ["10.1.0.0/16"]}`. */
  ACTION_ALLOWLISTS: byAction(networks),
  /** Actions per minute of one account, over all actions. */
  ACTION_LIMIT_PER_ACCOUNT: count.default(50),
  /** Requests for actions per minute from one address. */
  ACTION_LIMIT_PER_ADDRESS: count.default(100),
  /** Actions per minute and account of one kind, where it is not what its contract says: `{"queue.pause": 300}`. */
  ACTION_LIMITS: byAction(count),
  /** Multiplies every limit: for load runs. */
  ACTION_LIMITS_SCALE: z.coerce.number().positive().default(1),
  /** Refusals by permission or address in one minute that lock an account out of actions. */
  ACTION_DENIALS: count.default(5),
  /** Seconds of a first lock; each next one is twice as long. */
  ACTION_LOCK_SECONDS: count.default(60),
  /** Seconds of the longest lock. */
  ACTION_LOCK_SECONDS_MAX: count.default(3600),
  /** Failures among the last calls of a business service that open its breaker, how many calls, and for how many seconds. */
  ACTION_BREAKER_FAILURES: count.default(usualBreaker.failures),
  ACTION_BREAKER_CALLS: count.default(usualBreaker.calls),
  ACTION_BREAKER_OPEN_SECONDS: count.default(usualBreaker.openSeconds),
  /** Multiplies how long a reply waits for the outcome. */
  ACTION_WAIT_SCALE: z.coerce.number().positive().default(1),
  /** Seconds after which an action that its owner has said nothing of is settled; longer than any owner's transaction. */
  ACTION_LEASE_SECONDS: count.default(30),
};

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment(shape, env);
}

export type Config = ReturnType<typeof readConfig>;
