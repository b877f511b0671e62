import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { compileFunction } from "node:vm";
import { fileURLToPath } from "node:url";

type LiteRt = typeof import("@litertjs/core");
export type CompiledModel = Awaited<ReturnType<LiteRt["loadAndCompile"]>>;

/** What the loader of LiteRT.js expects of a browser's worker. */
type WorkerGlobals = { self: { ModuleFactory?: unknown }; importScripts: (path: string) => void };

/**
 * Loads a TensorFlow Lite model for the processor. LiteRT.js is made for browsers: its loader script is run here as a
 * browser's worker would run it. That takes global names, so this belongs in a process of its own.
 */
export async function loadModel(modelPath: string): Promise<{ litert: LiteRt; model: CompiledModel }> {
  Object.assign(globalThis, { self: {}, importScripts } satisfies WorkerGlobals);
  const litert = await import("@litertjs/core");
  const wasmFolder = fileURLToPath(new URL("../wasm/", import.meta.resolve("@litertjs/core")));
  await litert.loadLiteRt(wasmFolder);
  const model = await litert.loadAndCompile(new Uint8Array(readFileSync(modelPath)), { accelerator: "wasm" });
  return { litert, model };
}

/** Runs the script as the CommonJS module that it takes itself for, and keeps the factory that it declares. */
function importScripts(path: string): void {
  const script = compileFunction(
    `${readFileSync(path, "utf8")}\nreturn ModuleFactory;`,
    ["require", "__filename", "__dirname"],
    {
      filename: path,
    },
  );
  (globalThis as unknown as WorkerGlobals).self.ModuleFactory = script(createRequire(path), path, dirname(path));
}
