import type { Account } from "@agentos/contracts/api/auth";
import { Button } from "@agentos/ui/parts/button";
import { Logo } from "@agentos/ui/parts/logo";
import { useSignOut } from "@agentos/ui/session/use-session";

/** For those whose place is the app for creators. */
export function NoAccess({ user }: { user: Account }) {
  const signOut = useSignOut();
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] p-6 sm:p-10">
      <Logo />
      <main className="mx-auto my-auto grid max-w-md justify-items-start gap-4">
        <h1 className="text-2xl font-semibold tracking-tight">This is the control room</h1>
        <p className="text-ink-soft">
          {user.email} is an account for adding videos, and sees them in the app for creators. Who should operate the
          system gets another role from an administrator.
        </p>
        <Button kind="primary" onClick={signOut}>
          Sign in with another account
        </Button>
      </main>
    </div>
  );
}
