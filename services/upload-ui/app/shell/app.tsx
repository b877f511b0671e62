import { lazy, Suspense } from "react";
import { Route, Switch, useLocation } from "wouter";
import { HomePage } from "../home/home-page.tsx";
import { SessionExpiredDialog } from "@agentos/ui/session/session-expired-dialog";
import { SignInPage } from "../session/sign-in-page.tsx";
import { useSession } from "@agentos/ui/session/use-session";
import { ConnectionBanner } from "./connection-banner.tsx";
import { DropElsewhere } from "./drop-elsewhere.tsx";
import { Header } from "./header.tsx";
import { NotFound } from "./not-found.tsx";
import { PageError } from "@agentos/ui/shell/page-error";
import { Toasts } from "@agentos/ui/shell/toasts";
import { UploadOutcomes } from "./upload-outcomes.tsx";
import { usePageTurn } from "@agentos/ui/shell/use-page-turn";
import { UserScope } from "./user-scope.tsx";

const JobPage = lazy(() => import("../jobs/job-page.tsx").then((module) => ({ default: module.JobPage })));
const HistoryPage = lazy(() =>
  import("../history/history-page.tsx").then((module) => ({ default: module.HistoryPage })),
);

/** The door, or the house. */
export function App() {
  const session = useSession();
  if (session.status === "signed-out") return <SignInPage />;
  return (
    <UserScope key={session.user.id} user={session.user}>
      <Toasts>
        <a
          href="#content"
          className="fixed top-2 left-2 z-40 -translate-y-20 rounded-control bg-ink px-4 py-2 text-paper focus:translate-y-0"
        >
          Skip to the content
        </a>
        <Header />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto min-h-[80dvh] max-w-5xl px-4 py-8 outline-none sm:px-6 sm:py-12"
        >
          <Pages />
        </main>
        <ConnectionBanner />
        <UploadOutcomes />
      </Toasts>
      {session.status === "expired" && <SessionExpiredDialog email={session.user.email} why={session.why} />}
    </UserScope>
  );
}

function Pages() {
  usePageTurn("content");
  const [here] = useLocation();
  return (
    <PageError reassurance="Your videos and uploads are not affected; unfinished uploads can be resumed.">
      {here !== "/" && <DropElsewhere />}
      <Suspense fallback={null}>
        <Switch>
          <Route path="/" component={HomePage} />
          <Route path="/history" component={HistoryPage} />
          <Route path="/jobs/:id">{({ id }) => <JobPage key={id} id={id} />}</Route>
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </PageError>
  );
}
