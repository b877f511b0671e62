import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin, UserConfig } from "vite";
import { readGatewayUrl } from "./config.ts";

const compressible = /\.(js|css|html|svg|json|txt)$/;

/** Lays a gzip and a brotli copy beside each text file, so that the server compresses nothing while it serves. */
function compressedCopies(): Plugin {
  return {
    name: "compressed-copies",
    apply: "build",
    async writeBundle({ dir }) {
      if (dir === undefined) return;
      const names = await readdir(dir, { recursive: true });
      for (const name of names.filter((file) => compressible.test(file))) {
        const content = await readFile(path.join(dir, name));
        const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
        await writeFile(path.join(dir, `${name}.gz`), await promisify(gzip)(content, { level: 9 }));
        await writeFile(path.join(dir, `${name}.br`), await promisify(brotliCompress)(content, brotli));
      }
    },
  };
}

/** What operations send and answer in the documentation is of no use to an app, and would be part of its first load. */
function withoutExamples(): Plugin {
  return {
    name: "without-examples",
    apply: "build",
    enforce: "pre",
    transform: {
      filter: { id: /\/contracts\/src\/(api|snapshot)\/([\w-]+-)?examples\.ts$/ },
      handler: (code) =>
        [...code.matchAll(/^export const (\w+)/gm)].map(([, name]) => `export const ${name} = {};`).join("\n"),
    },
  };
}

/** The letters that every page needs are asked for together with the script, not after it. */
function preloadedLetters(): Plugin {
  return {
    name: "preloaded-letters",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => /-latin-wght-normal.*\.woff2$/.test(file))
          .map((file) => ({
            tag: "link",
            injectTo: "head-prepend",
            attrs: { rel: "preload", as: "font", type: "font/woff2", href: `/${file}`, crossorigin: "" },
          })),
    },
  };
}

/** How Vite builds an app for this server, and how it serves one that is worked on: with the API of `GATEWAY_URL` behind it. */
export function appBuild(): UserConfig {
  const gateway = readGatewayUrl();
  return {
    // What both apps serve as it is: the theme before the first paint, and their sign.
    publicDir: path.resolve(import.meta.dirname, "../../ui/public"),
    plugins: [withoutExamples(), react(), tailwind(), preloadedLetters(), compressedCopies()],
    build: {
      target: "es2022",
      cssTarget: ["chrome123", "firefox121", "safari17.5"],
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      sourcemap: false,
    },
    server: {
      proxy: { "/api": gateway, "/media": gateway, "/ws": { target: gateway, ws: true } },
    },
  };
}
