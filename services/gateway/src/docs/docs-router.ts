import { Router, type RequestHandler, type Response } from "express";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { EdgeRules } from "../limits/edge-rules.ts";
import { createOpenApiDocument } from "../openapi/document.ts";

const assets = ["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"];

/** The renderer runs from this origin alone; it styles its elements and draws its icons in place. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** `/openapi.json`, and `/docs` to read it in a browser: both limited as public routes, the page's own files not. */
export function docsRouter(rules: EdgeRules, limitPublic: RequestHandler): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const document = JSON.stringify(createOpenApiDocument(rules));
  router.get("/openapi.json", limitPublic, (_request, response) => {
    response.type("json").send(document);
  });
  router.get("/docs", limitPublic, (_request, response) => sendOwn(response, "docs.html", "html"));
  router.get("/docs/start.js", (_request, response) => sendOwn(response, "start.js", "js"));
  for (const name of assets) {
    const file = fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`));
    router.get(`/docs/${name}`, (_request, response) => {
      response.sendFile(file, { maxAge: "1d", dotfiles: "allow" });
    });
  }
  return router;
}

async function sendOwn(response: Response, name: string, type: string): Promise<void> {
  const text = await readFile(new URL(`./page/${name}`, import.meta.url), "utf8");
  response.setHeader("Content-Security-Policy", pagePolicy);
  response.type(type).send(text);
}
