/** Bodies that can be sent twice, which a stream cannot. */
export type RawBody = string | Blob | ArrayBuffer | Uint8Array<ArrayBuffer>;

/** The little of XMLHttpRequest that is needed; it exists in browsers only. */
type Xhr = {
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  send(body: RawBody): void;
  abort(): void;
  getAllResponseHeaders(): string;
  readonly status: number;
  readonly responseText: string;
  readonly upload: { addEventListener(name: "progress", listener: (event: { loaded: number }) => void): void };
  addEventListener(name: "load" | "error", listener: () => void): void;
};

export type Send = {
  method: string;
  url: string;
  headers: Headers;
  body: RawBody;
  signal: AbortSignal | undefined;
  onSent: (bytes: number) => void;
};

/**
 * Sends a request and tells how many bytes of it have left. fetch cannot tell that, so this is XMLHttpRequest where it
 * exists; elsewhere it is fetch, and nothing is told before the end.
 * Errors: TypeError when the connection fails, as fetch does; the signal's reason.
 */
export function sendTellingProgress(send: Send, fetchElsewhere: typeof fetch): Promise<Response> {
  const constructor = (globalThis as { XMLHttpRequest?: new () => Xhr }).XMLHttpRequest;
  const { method, url, headers, body, signal, onSent } = send;
  if (!constructor) return fetchElsewhere(url, { method, headers, body, ...(signal ? { signal } : {}) });
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const xhr = new constructor();
    const abort = (): void => {
      xhr.abort();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener("abort", abort, { once: true });
    const settled = (): void => signal?.removeEventListener("abort", abort);
    xhr.open(method, url);
    headers.forEach((value, name) => xhr.setRequestHeader(name, value));
    xhr.upload.addEventListener("progress", (event) => onSent(event.loaded));
    xhr.addEventListener("error", () => {
      settled();
      reject(new TypeError("The connection failed."));
    });
    xhr.addEventListener("load", () => {
      settled();
      resolve(
        new Response(xhr.responseText, { status: xhr.status, headers: readHeaders(xhr.getAllResponseHeaders()) }),
      );
    });
    xhr.send(body);
  });
}

function readHeaders(raw: string): Headers {
  const headers = new Headers();
  for (const line of raw.trim().split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  return headers;
}
