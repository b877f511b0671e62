import { authOperations } from "@agentos/contracts/api/auth";
import { ActionService } from "./actions/action-service.ts";
import { createApiClient, type ApiClient } from "./api-client.ts";
import { CentralDataService } from "./data/central-data-service.ts";
import { createMemoryStore, type KeyValue } from "./key-value.ts";
import { LiveConnection } from "./live/live-connection.ts";
import { SessionTokens } from "./session-tokens.ts";

export type OpenClientOptions = {
  /** Where the API is. */
  baseUrl: string;
  email: string;
  password: string;
  /** Where the sockets are, if not at the API's address: `ws://host:port/ws`. */
  liveUrl?: string;
  /** Remembers the session and open actions; for as long as the process lives unless told otherwise. */
  store?: KeyValue;
  fetch?: typeof fetch;
};

/** Everything that a program of staff needs, for one account. */
export type Client = {
  api: ApiClient;
  data: CentralDataService;
  actions: ActionService;
  connection: LiveConnection;
  /** Stops following, closes the socket, and signs out. */
  close(): Promise<void>;
};

/**
 * Signs in, and connects everything: for programs. Apps have a session that comes and goes, and connect the parts themselves.
 * Errors: ApiError, INVALID_CREDENTIALS among others.
 */
export async function openClient(options: OpenClientOptions): Promise<Client> {
  const { baseUrl, email, password, liveUrl = baseUrl, store = createMemoryStore() } = options;
  const tokens = new SessionTokens({ store });
  const api = createApiClient({ baseUrl, tokens, ...(options.fetch ? { fetch: options.fetch } : {}) });
  const session = await api.call(authOperations.login, { body: { email, password } });
  tokens.begin(session);
  const connection = new LiveConnection({ baseUrl: liveUrl, client: api, tokens });
  const data = new CentralDataService({ client: api, connection });
  const actions = new ActionService({ client: api, data, connection, store, owner: session.user.id });
  connection.start();
  return {
    api,
    data,
    actions,
    connection,
    async close() {
      actions.close();
      data.close();
      connection.stop();
      const refreshToken = tokens.end();
      tokens.close();
      // The session ends by itself where the server cannot be told.
      if (refreshToken)
        await api.call(authOperations.logout, { body: { refresh_token: refreshToken } }).catch(() => undefined);
    },
  };
}
