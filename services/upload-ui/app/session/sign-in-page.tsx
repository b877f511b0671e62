import { useState } from "react";
import { Logo } from "@agentos/ui/parts/logo";
import { ThemeSwitch } from "@agentos/ui/shell/theme-switch";
import { ReelPicture } from "../parts/reel-picture.tsx";
import { SignInForm, type SignInMode } from "@agentos/ui/session/sign-in-form";

const texts = {
  "sign-in": { title: "Sign in", question: "New here?", other: "Create an account" },
  register: { title: "Create an account", question: "Been here before?", other: "Sign in" },
} as const;

/** The door: what this is, and the way in. */
export function SignInPage() {
  const [mode, setMode] = useState<SignInMode>("sign-in");
  const { title, question, other } = texts[mode];
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] lg:grid-cols-[1.1fr_1fr] lg:grid-rows-1">
      <header className="flex flex-col justify-between gap-10 border-line bg-sunken p-6 sm:p-10 max-lg:border-b lg:border-r lg:p-14">
        <Logo />
        <div className="grid gap-8">
          <p className="max-w-[16ch] font-display text-3xl leading-[1.12] font-semibold tracking-tight text-balance sm:text-4xl lg:text-6xl">
            The <span className="marked">best moments</span> of your long video.
          </p>
          <ReelPicture className="max-w-xl max-lg:hidden" />
        </div>
        <p className="max-w-[48ch] text-ink-soft max-lg:hidden">
          Drop a recording. You get short, captioned, vertical clips, each with the reason why it was picked.
        </p>
      </header>
      <main className="flex flex-col p-6 sm:p-10">
        <div className="absolute top-5 right-5 lg:top-10 lg:right-10">
          <ThemeSwitch />
        </div>
        <div className="mx-auto my-auto w-full max-w-sm py-10">
          <h1 className="mb-6 text-2xl font-semibold tracking-tight">{title}</h1>
          <SignInForm key={mode} mode={mode} />
          <p className="mt-6 text-ink-soft">
            {question}{" "}
            <button
              type="button"
              className="font-medium text-ink underline decoration-edge underline-offset-4 hover:decoration-ink"
              onClick={() => setMode(mode === "sign-in" ? "register" : "sign-in")}
            >
              {other}
            </button>
          </p>
        </div>
      </main>
    </div>
  );
}
