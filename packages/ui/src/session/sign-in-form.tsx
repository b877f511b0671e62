import type { ApiError } from "@agentos/client/api-error";
import { authOperations, type Session } from "@agentos/contracts/api/auth";
import { useMutation } from "@tanstack/react-query";
import { useId, type FormEvent } from "react";
import { useApp } from "../session/app-context.tsx";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { PasswordField } from "../parts/password-field.tsx";
import { Problem } from "../parts/problem.tsx";

export type SignInMode = "sign-in" | "register";

const texts = {
  "sign-in": { submit: "Sign in", autoComplete: "current-password", hint: undefined },
  register: { submit: "Create account", autoComplete: "new-password", hint: "At least 12 characters." },
} as const;

/** E-mail and password, for an old account or a new one. `fixedEmail`: the session to go on with. */
export function SignInForm({ mode, fixedEmail }: { mode: SignInMode; fixedEmail?: string }) {
  const { client, tokens } = useApp();
  const problemId = useId();
  const enter = useMutation<Session, ApiError, { email: string; password: string }>({
    mutationFn: (body) =>
      mode === "sign-in" ? client.call(authOperations.login, { body }) : client.call(authOperations.register, { body }),
    onSuccess: (session) => tokens.begin(session),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    enter.mutate({ email: fixedEmail ?? String(fields.get("email")), password: String(fields.get("password")) });
  };
  const { submit: label, autoComplete, hint } = texts[mode];
  return (
    <form onSubmit={submit} className="grid gap-4" aria-describedby={enter.error ? problemId : undefined}>
      {fixedEmail === undefined ? (
        <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      ) : (
        <input type="hidden" name="email" autoComplete="username" value={fixedEmail} />
      )}
      <PasswordField name="password" autoComplete={autoComplete} minLength={mode === "register" ? 12 : 1} hint={hint} />
      {enter.error && <Problem id={problemId} error={enter.error} />}
      <Button kind="primary" type="submit" busy={enter.isPending} className="w-full">
        {label}
      </Button>
    </form>
  );
}
