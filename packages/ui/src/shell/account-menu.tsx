import CircleUser from "lucide-react/icons/circle-user";
import { lazy, Suspense, useState } from "react";
import { accountButtonClass } from "./account-button-class.ts";

const load = () => import("./open-account-menu.tsx");
const OpenAccountMenu = lazy(async () => ({ default: (await load()).OpenAccountMenu }));

/** Who is signed in, and the way out. What it is made of is large, and comes when somebody reaches for it. */
export function AccountMenu() {
  const [asked, setAsked] = useState(false);
  const button = (
    <button
      type="button"
      aria-label="Account"
      title="Account"
      aria-haspopup="menu"
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setAsked(true)}
      className={accountButtonClass}
    >
      <CircleUser size={20} aria-hidden />
    </button>
  );
  return asked ? (
    <Suspense fallback={button}>
      <OpenAccountMenu />
    </Suspense>
  ) : (
    button
  );
}
