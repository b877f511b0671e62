import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a page may open sockets here. Programs, which send no Origin, may: an Origin cannot be forged by a page, and a program
 * is nobody's browser. `allowed` are the origins of the pages that are ours; where none are given, it is those of the very host
 * that was asked, whatever their port: the app and the control room of a plain installation.
 */
export function admitsOrigin(
  headers: IncomingHttpHeaders,
  allowed: readonly string[],
  host: string | undefined,
): boolean {
  const { origin } = headers;
  if (origin === undefined) return true;
  const page = URL.parse(origin);
  // `null` and the like: a page that does not say where it is from.
  if (!page || (page.protocol !== "http:" && page.protocol !== "https:")) return false;
  if (allowed.length > 0) return allowed.includes(page.origin);
  const here = host === undefined ? null : URL.parse(`http://${host}`);
  return here !== null && here.hostname === page.hostname;
}
