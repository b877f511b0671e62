import { isStaff } from "@agentos/contracts/roles";
import { useSession } from "@agentos/ui/session/use-session";
import { PageError } from "@agentos/ui/shell/page-error";
import { Toasts } from "@agentos/ui/shell/toasts";
import { usePageTurn } from "@agentos/ui/shell/use-page-turn";
import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { Actions } from "../actions/action-host.tsx";
import { StaffScope } from "../data/staff-scope.tsx";
import { Header } from "./header.tsx";
import { Navigation } from "./navigation.tsx";
import { NoAccess } from "./no-access.tsx";
import { NotFound } from "./not-found.tsx";
import { PaletteHost } from "./palette-host.tsx";
import { PagePlaceholder } from "./page-placeholder.tsx";
import { pages } from "./pages.ts";

// Who is signed in already needs neither.
const SignInPage = lazy(async () => ({ default: (await import("../session/sign-in-page.tsx")).SignInPage }));
const SessionExpiredDialog = lazy(async () => ({
  default: (await import("@agentos/ui/session/session-expired-dialog")).SessionExpiredDialog,
}));

/** The door, or the control room. */
export function App() {
  const session = useSession();
  if (session.status === "signed-out")
    return (
      <Suspense fallback={null}>
        <SignInPage />
      </Suspense>
    );
  if (!isStaff(session.user.role)) return <NoAccess user={session.user} />;
  return (
    <StaffScope key={session.user.id} user={session.user}>
      <Toasts>
        <Actions>
          <PaletteHost>
            <a
              href="#content"
              className="fixed top-2 left-2 z-40 -translate-y-20 rounded-control bg-ink px-4 py-2 text-paper focus:translate-y-0"
            >
              Skip to the content
            </a>
            <div className="lg:grid lg:grid-cols-[14rem_minmax(0,1fr)]">
              <Navigation className="sticky top-0 h-dvh border-r border-line max-lg:hidden" />
              <div className="min-w-0">
                <Header />
                <main id="content" tabIndex={-1} className="min-h-[80dvh] px-4 py-6 outline-none sm:px-6 2xl:px-10">
                  <Pages />
                </main>
              </div>
            </div>
          </PaletteHost>
        </Actions>
      </Toasts>
      <Suspense fallback={null}>
        {session.status === "expired" && <SessionExpiredDialog email={session.user.email} why={session.why} />}
      </Suspense>
    </StaffScope>
  );
}

function Pages() {
  usePageTurn("content");
  return (
    <PageError reassurance="The system itself is not affected.">
      <Suspense fallback={<PagePlaceholder />}>
        <Switch>
          {Object.entries(pages).map(([path, Page]) => (
            <Route key={path} path={path}>
              <Page />
            </Route>
          ))}
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </PageError>
  );
}
