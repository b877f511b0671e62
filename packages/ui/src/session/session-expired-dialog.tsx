import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { useSignOut } from "./use-session.tsx";

/** Asks for the password again, above whatever somebody was doing: that stays as it is, and goes on afterwards. */
export function SessionExpiredDialog({ email, why }: { email: string; why: string }) {
  const signOut = useSignOut();
  return (
    <Dialog open title="Sign in again" onClose={undefined}>
      <p className="text-ink-soft">{why} What you were doing is kept and continues once you are back.</p>
      <p className="font-medium break-all">{email}</p>
      <SignInForm mode="sign-in" fixedEmail={email} />
      <Button kind="quiet" onClick={signOut} className="w-full">
        Not you? Sign out
      </Button>
    </Dialog>
  );
}
