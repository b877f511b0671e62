import type { ActionName } from "@agentos/contracts/actions/actions";
import { Button, IconButton, type ButtonKind } from "@agentos/ui/parts/button";
import type { ReactNode } from "react";
import { useStaff } from "../data/staff.ts";
import { useActionHost, type Wanted } from "./action-context.ts";
import { contractOf, whyNot } from "./may-run.ts";

type Given<Name extends ActionName> = Wanted<Name> & {
  /** In place of the catalogue's words. */
  label?: string;
  /** Why it makes no sense at present; the button stays, and says so. */
  unless?: string | undefined;
  kind?: ButtonKind;
  size?: "normal" | "small";
  icon?: ReactNode;
  /** Shows the icon alone; the words are read out and shown on hover. */
  compact?: boolean;
};

/** An action of the catalogue as a button: with the catalogue's words, and with the reason where it cannot be pressed. */
export function ActionButton<Name extends ActionName>(given: Given<Name>) {
  const { label, unless, kind = "plain", size = "small", icon, compact = false, ...wanted } = given;
  const { user } = useStaff();
  const host = useActionHost();
  const contract = contractOf(wanted.action);
  const words = label ?? contract.label;
  const why = whyNot(wanted.action, user) ?? unless;
  const shared = {
    "data-action": wanted.action,
    // Not `disabled`: the reason must be found by the keyboard as well.
    ...(why === undefined
      ? { title: contract.summary }
      : { "aria-disabled": true, "aria-description": why, title: why }),
    onClick: () => why === undefined && host.ask(wanted),
    className: "aria-disabled:cursor-not-allowed aria-disabled:opacity-50",
  };
  if (compact && icon) {
    return (
      <IconButton label={words} {...shared}>
        {icon}
      </IconButton>
    );
  }
  return (
    <Button kind={kind} size={size} icon={icon} {...shared}>
      {words}
    </Button>
  );
}
