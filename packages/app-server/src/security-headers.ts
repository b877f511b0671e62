import type { IncomingMessage } from "node:http";
import helmet from "helmet";

/**
 * What the browser may do on the app's pages: run and show only what this origin serves, and nobody may frame them. Inline
 * scripts and styles are refused. Transport security is for whoever terminates TLS.
 */
export function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        mediaSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", ownSockets],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: "no-referrer" },
    strictTransportSecurity: false,
  });
}

const hostForm = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** The sockets of the page's own origin, which not every browser takes `'self'` for; TLS may end before this server. */
function ownSockets({ headers: { host } }: IncomingMessage): string {
  return host !== undefined && hostForm.test(host) ? `ws://${host} wss://${host}` : "'self'";
}
