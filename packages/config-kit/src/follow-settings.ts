import { settingsInForce, settingsVersion } from "@agentos/contracts/messages/settings";
import type { ServiceName } from "@agentos/contracts/services";
import { ask, onHint } from "@agentos/messaging/request";
import { levelOf, type Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import type { NatsConnection } from "@nats-io/transport-node";
import type { LiveSettings } from "./live-settings.ts";

/** A version that nobody has told of is found out about after so long; and so often the follower says that it lives. */
const pollMs = 10_000;
const retryMs = 1000;

type Settings = Pick<
  LiveSettings<ServiceName, { LOG_LEVEL: string; INSTANCE: string }>,
  "service" | "config" | "version" | "deployed" | "apply"
>;

export type FollowerOptions = {
  settings: Settings;
  /** The connection to NATS. Errors: there is none yet. */
  connection(): NatsConnection;
  log: Logger;
};

/**
 * Keeps the settings of a service as operators have set them: it asks for them at the start, and again when it hears of another
 * version. While nobody answers, the last ones hold.
 */
export class SettingsFollower {
  readonly #options: FollowerOptions;
  #heard: number | undefined;
  #wake = new AbortController();
  #told = false;
  #failing = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** Hears at once of a new version, from now on. */
  listen(nc: NatsConnection): void {
    onHint(nc, settingsVersion, this.#options.log, ({ version }) => {
      this.#heard = version;
      if (version !== this.#options.settings.version) this.#wake.abort();
    });
  }

  /** Follows until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#wake = new AbortController();
      this.#heard = undefined;
      const asked = await this.#tryToAsk();
      const { version } = this.#options.settings;
      // Once it is in force, that is told.
      if (asked === "changed" || (asked === "same" && this.#heard !== undefined && this.#heard !== version)) continue;
      await pause(asked === "failed" ? retryMs : pollMs, AbortSignal.any([signal, this.#wake.signal]));
    }
  }

  async #tryToAsk(): Promise<"changed" | "same" | "failed"> {
    try {
      const changed = await this.#ask();
      this.#failing = false;
      return changed ? "changed" : "same";
    } catch (error) {
      // Said once, not every second that nobody answers.
      if (!this.#failing)
        this.#options.log.debug({ err: error }, "the settings in force are not known; the last ones hold");
      this.#failing = true;
      return "failed";
    }
  }

  async #ask(): Promise<boolean> {
    const { settings, connection, log } = this.#options;
    const { service, config, version: holds } = settings;
    const { version, values } = await ask(connection(), settingsInForce, {
      service,
      instance: config.INSTANCE,
      holds,
      ...(this.#told ? {} : { deployed: settings.deployed() }),
    });
    this.#told = true;
    if (values === null) return false;
    const level = config.LOG_LEVEL;
    const refused = settings.apply(version, values);
    if (refused.length > 0) log.warn({ refused, version }, "settings of another version of the program are left alone");
    if (config.LOG_LEVEL !== level) setLevel(log, config.LOG_LEVEL);
    log.debug({ version }, "settings in force");
    return true;
  }
}

/** Where somebody has set another level for a time, that one holds until then. */
function setLevel(log: Logger, level: string): void {
  const control = levelOf(log);
  if (control) control.configure(level);
  else log.level = level;
}

/** Follows the settings of a service that is connected to NATS, until the signal aborts. */
export async function followSettings(options: {
  settings: Settings;
  nc: NatsConnection;
  log: Logger;
  signal: AbortSignal;
}): Promise<void> {
  const { settings, nc, log, signal } = options;
  const follower = new SettingsFollower({ settings, connection: () => nc, log });
  follower.listen(nc);
  await follower.run(signal);
}
