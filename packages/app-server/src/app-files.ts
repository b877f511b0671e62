import { existsSync } from "node:fs";
import path from "node:path";
import type { RequestHandler } from "express";
import sirv from "sirv";

/**
 * Serves a built app: files with a hash in their name for ever, the page never from a cache, and the page too for addresses
 * of the app. Compressed copies that lie beside a file are preferred. `builtBy`: the workspace package, without its scope.
 * Errors: a sentence with the command that builds the app, where it has not been built.
 */
export function serveApp(root: string, builtBy: string): RequestHandler {
  if (!existsSync(path.join(root, "index.html"))) {
    throw new Error(`There is no built app in ${root}. Build it: pnpm --filter @agentos/${builtBy} build`);
  }
  const serve = sirv(root, {
    single: true,
    gzip: true,
    brotli: true,
    etag: true,
    setHeaders(response, pathname) {
      const lasting = pathname.startsWith("/assets/");
      const page = pathname.endsWith(".html") || !path.extname(pathname);
      response.setHeader(
        "Cache-Control",
        lasting ? "public, max-age=31536000, immutable" : page ? "no-store" : "public, max-age=3600",
      );
    },
  });
  return (request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") return next();
    return serve(request, response, () => next());
  };
}
