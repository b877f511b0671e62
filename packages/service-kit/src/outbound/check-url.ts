import { AppError } from "@agentos/contracts/errors";

/**
 * Parses an address that a person gave, or that a server redirected to. The parser brings every spelling of an IPv4 host
 * (decimal, octal, hexadecimal, short) to its dotted form. Errors: URL_NOT_ALLOWED with what is wrong.
 */
export function checkUrl(text: string, allowedPorts: readonly number[], base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (!url) throw new AppError("URL_NOT_ALLOWED", "The link is not a valid address.");
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new AppError("URL_NOT_ALLOWED", "Only http and https links are fetched.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new AppError("URL_NOT_ALLOWED", "The link carries a user name or password. Use a link that works without.");
  }
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  if (!allowedPorts.includes(port)) {
    throw new AppError("URL_NOT_ALLOWED", `The link uses port ${port}; allowed are ${allowedPorts.join(", ")}.`);
  }
  url.hash = "";
  return url;
}
