import "../session/without-eval.tsx";
import { createApiClient } from "@agentos/client/api-client";
import { SessionTokens } from "@agentos/client/session-tokens";
import { createTabLink } from "@agentos/client/tab-link";
import { notifyManager, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, type ComponentType } from "react";
import { createRoot } from "react-dom/client";
import { keepFocus } from "../focus/keep-focus.ts";
import { AppContext } from "../session/app-context.tsx";

/**
 * Draws an app into the element `root` of its page, once its letters are there.
 * The refresh token is kept in localStorage: a session then outlives a closed tab, so that an interrupted upload goes on
 * without a sign-in, and all tabs share one token, which may be used only once. In sessionStorage a duplicated tab would
 * use a copy, and end the session. The page's policy lets no foreign script run that could read either.
 */
export async function mountApp(App: ComponentType): Promise<void> {
  const tokens = new SessionTokens({
    store: localStorage,
    tabs: createTabLink("agentos.session"),
    waitForSignIn: true,
  });
  const services = { tokens, client: createApiClient({ baseUrl: "", tokens }) };
  // What one message tells is drawn before the next is heard: a step that is over in milliseconds is shown as well.
  notifyManager.setScheduler(queueMicrotask);
  keepFocus();
  await lettersAreHere();
  const root = document.getElementById("root");
  if (!root) throw new Error("The page has no element with the id root.");
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <AppContext value={services}>
          <App />
        </AppContext>
      </QueryClientProvider>
    </StrictMode>,
  );
}

/** Text is drawn once, in its own letters: no jump when they arrive. Slow fonts are not waited for. */
async function lettersAreHere(): Promise<void> {
  const letters = ['1em "Geist Variable"', '600 1em "Bricolage Grotesque Variable"'];
  const arrived = Promise.allSettled(letters.map((font) => document.fonts.load(font)));
  await Promise.race([arrived, new Promise((resolve) => setTimeout(resolve, 400))]);
}
