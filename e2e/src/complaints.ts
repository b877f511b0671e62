import type { Page } from "@playwright/test";

/** Gathers what the browser complains about from now on: errors of scripts, and what the page's policy refused. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // The browser logs each answer that is no success, and each socket that fails; tests ask for some of those.
    const refused = /^(Failed to load resource|WebSocket connection to)/.test(message.text());
    if (message.type() === "error" && !refused) complaints.push(message.text());
  });
  return complaints;
}
