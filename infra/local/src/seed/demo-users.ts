import { createApiClient } from "@agentos/client/api-client";
import { ApiError } from "@agentos/client/api-error";
import { createMemoryStore } from "@agentos/client/key-value";
import { SessionTokens } from "@agentos/client/session-tokens";
import { authOperations } from "@agentos/contracts/api/auth";
import { AppError } from "@agentos/contracts/errors";
import { readDemoAccounts } from "../demo-accounts.ts";

/** Those who make jobs; the readonly account makes none. */
const makers = ["user", "operator", "supervisor"];

/** Ids of the demo accounts that make jobs, by signing in as each. Errors: UNPROCESSABLE where there is none, or one cannot. */
export async function demoUserIds(api: string, accountsFile: string): Promise<readonly [string, ...string[]]> {
  const accounts = readDemoAccounts(accountsFile);
  const ids: string[] = [];
  for (const role of makers) if (accounts[role]) ids.push(await idOf(api, accounts[role]));
  const [first, ...others] = ids;
  if (first) return [first, ...others];
  throw new AppError("UNPROCESSABLE", `${accountsFile} has no demo accounts, so the jobs would be nobody's.`);
}

async function idOf(api: string, { email, password }: { email: string; password: string }): Promise<string> {
  const client = createApiClient({ baseUrl: api, tokens: new SessionTokens({ store: createMemoryStore() }) });
  try {
    const session = await client.call(authOperations.login, { body: { email, password } });
    await client.call(authOperations.logout, { body: { refresh_token: session.refresh_token } });
    return session.user.id;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new AppError("UNPROCESSABLE", `Signing in as ${email} failed: ${error.message}`, { cause: error });
  }
}
