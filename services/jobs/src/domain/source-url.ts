import { AppError } from "@agentos/contracts/errors";

/**
 * A source address as it is kept: http or https, with a host, without credentials and fragment. Where it leads is checked
 * by the worker, when it connects. Errors: URL_NOT_ALLOWED.
 */
export function readSourceUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:") || url.hostname === "") {
    throw new AppError("URL_NOT_ALLOWED");
  }
  if (url.username !== "" || url.password !== "") {
    throw new AppError("URL_NOT_ALLOWED", "An address with a user name or password is not accepted.");
  }
  url.hash = "";
  return url.href;
}
