import { Logo } from "@agentos/ui/parts/logo";
import { SignInForm } from "@agentos/ui/session/sign-in-form";
import { ThemeSwitch } from "@agentos/ui/shell/theme-switch";
import { useTitle } from "@agentos/ui/shell/use-title";

/** The door to the control room. */
export function SignInPage() {
  useTitle("Sign in");
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] p-6 sm:p-10">
      <header className="flex items-center justify-between">
        <Logo />
        <ThemeSwitch />
      </header>
      <main className="mx-auto my-auto w-full max-w-sm py-10">
        <h1 className="mb-2 text-2xl font-semibold tracking-tight">Control room</h1>
        <p className="mb-6 text-ink-soft">For those who run AgentOS. Videos are added in the app for creators.</p>
        <SignInForm mode="sign-in" />
      </main>
    </div>
  );
}
