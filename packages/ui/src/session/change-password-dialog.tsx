import type { ApiError } from "@agentos/client/api-error";
import { authOperations } from "@agentos/contracts/api/auth";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { PasswordField } from "../parts/password-field.tsx";
import { Problem } from "../parts/problem.tsx";
import { useTell } from "../shell/toasts.tsx";
import { useApp } from "./app-context.tsx";

type Passwords = { current_password: string; new_password: string };

/** Changes the own password. `email`: whose, for those programs that keep passwords. */
export function ChangePasswordDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const { client } = useApp();
  const tell = useTell();
  const change = useMutation<unknown, ApiError, Passwords>({
    mutationFn: (body) => client.call(authOperations.password, { body }),
    onSuccess: () => {
      tell({ text: "Your password is changed. Every other device has to sign in anew.", kind: "done" });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    change.mutate({ current_password: String(fields.get("current")), new_password: String(fields.get("new")) });
  };
  return (
    <Dialog open title="Change password" onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <input type="hidden" name="email" autoComplete="username" value={email} />
        <PasswordField label="Current password" name="current" autoComplete="current-password" />
        <PasswordField
          label="New password"
          name="new"
          autoComplete="new-password"
          minLength={12}
          hint="At least 12 characters. Every other session of yours ends."
        />
        {change.error && <Problem error={change.error} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={change.isPending}>
            Change password
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
