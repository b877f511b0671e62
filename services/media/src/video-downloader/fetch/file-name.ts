import path from "node:path";
import { parse } from "content-disposition";

const maxLength = 200;

/** The name that a person sees for a fetched file: from the header, else from the path of the address. Never used as a path. */
export function fileNameOf(url: URL, contentDisposition: string | undefined): string {
  return clean(fromHeader(contentDisposition)) ?? clean(fromPath(url)) ?? "video";
}

function fromHeader(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  try {
    return parse(header).parameters["filename"];
  } catch {
    // A malformed header says nothing; the address still gives a name.
    return undefined;
  }
}

function fromPath(url: URL): string {
  const last = url.pathname.split("/").findLast((part) => part !== "") ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    // Not every path is encoded text.
    return last;
  }
}

function clean(name: string | undefined): string | undefined {
  const base = path.basename((name ?? "").replaceAll("\\", "/"));
  const shown = base.replaceAll(/[\p{Cc}\p{Cf}]/gu, "").trim();
  return shown === "" || shown === "." || shown === ".." ? undefined : [...shown].slice(0, maxLength).join("");
}
