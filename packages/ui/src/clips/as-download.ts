/** The address of a file at which it is saved instead of shown. */
export function asDownload(url: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}download=1`;
}
