/**
 * Where the sockets are: `/ws` of the API's address, or of the page's own origin where that is empty; a `ws:` address with a path is
 * taken as it is.
 */
export function liveAddress(baseUrl: string): string {
  const page = (globalThis as { location?: { href: string } }).location?.href;
  const url = new URL(baseUrl === "" ? "/" : baseUrl, page);
  if (url.pathname === "/" || !url.protocol.startsWith("ws")) url.pathname = `${url.pathname.replace(/\/+$/, "")}/ws`;
  url.protocol = url.protocol.replace("http", "ws");
  return url.href;
}
