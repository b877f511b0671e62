import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { oneFailed, onePassed, type Check } from "../check.ts";
import { repositoryRoot } from "../config.ts";
import { anchorsOf, linksOf, type Link } from "./links.ts";

const generated = /(^|\/)(node_modules|dist|\.agentos|io|test-results)(\/|$)/;

/** Every link of a Markdown file leads to a file, and a heading, that is there. */
export const linksCheck: Check = {
  name: "links",
  async run() {
    const broken = findBrokenLinks(repositoryRoot);
    for (const line of broken) console.error(line);
    return broken.length === 0 ? onePassed : oneFailed;
  },
};

/** One line per broken link of the Markdown files below a folder. */
export function findBrokenLinks(root: string): string[] {
  const files = globSync("**/*.md", { cwd: root, exclude: (name) => generated.test(name) });
  return files.flatMap((file) =>
    linksOf(readFileSync(path.join(root, file), "utf8")).flatMap((link) => {
      const why = whyBroken(root, file, link);
      return why ? [`${file}:${link.line}: ${why}`] : [];
    }),
  );
}

function whyBroken(root: string, file: string, link: Link): string | undefined {
  const base = link.path.startsWith("/") ? root : path.join(root, path.dirname(file));
  const target = link.path === "" ? path.join(root, file) : path.join(base, link.path);
  if (!existsSync(target)) return `there is no ${link.path}`;
  if (link.anchor === "" || !target.endsWith(".md")) return undefined;
  const known = anchorsOf(readFileSync(target, "utf8")).has(link.anchor);
  return known ? undefined : `${link.path || "this file"} has no heading #${link.anchor}`;
}
