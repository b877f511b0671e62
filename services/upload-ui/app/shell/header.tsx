import { Link, useLocation } from "wouter";
import { Logo } from "@agentos/ui/parts/logo";
import { AccountMenu } from "@agentos/ui/shell/account-menu";
import { ThemeSwitch } from "@agentos/ui/shell/theme-switch";
import { UploadPill } from "./upload-pill.tsx";

const places = [
  { href: "/", label: "New" },
  { href: "/history", label: "Your videos" },
] as const;

/** Where one can go, and who one is. */
export function Header() {
  const [here] = useLocation();
  return (
    <header className="sticky top-0 z-10 border-b border-line bg-paper/92 backdrop-blur">
      <div className="mx-auto flex h-16 max-w-5xl items-center gap-2 px-4 sm:gap-6 sm:px-6">
        <Link href="/" aria-label="AgentOS, new video" className="rounded-md">
          <Logo />
        </Link>
        <nav aria-label="Main" className="flex gap-1">
          {places.map(({ href, label }) => (
            <Link
              key={href}
              href={href}
              aria-current={here === href ? "page" : undefined}
              className="rounded-control px-3 py-2 font-medium whitespace-nowrap text-ink-soft hover:bg-sunken hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-marker-deep aria-[current=page]:decoration-[3px] aria-[current=page]:underline-offset-8"
            >
              {label}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1">
          {here !== "/" && <UploadPill />}
          <ThemeSwitch />
          <AccountMenu />
        </div>
      </div>
    </header>
  );
}
