/** A link of a document to something in the repository: a path, a heading, or both. */
export type Link = { line: number; path: string; anchor: string };

const fence = /^\s*(```|~~~)/;
const inline = /!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g;
const definition = /^\[[^\]]+\]:\s+(\S+)/;
const elsewhere = /^[a-z][a-z0-9+.-]*:|^\/\//i;

/** Links of a Markdown text that do not lead to other sites; what stands in code is none. */
export function linksOf(markdown: string): Link[] {
  return textLines(markdown).flatMap(({ text, line }) => {
    const bare = text.replaceAll(/`[^`]*`/g, "");
    const targets = [...bare.matchAll(inline)].map((match) => match[1] ?? "");
    const defined = definition.exec(bare)?.[1];
    return [...targets, ...(defined ? [defined] : [])]
      .filter((target) => !elsewhere.test(target))
      .map((target) => {
        const [path = "", anchor = ""] = target.split("#");
        return { line, path: decodeURIComponent(path), anchor };
      });
  });
}

/** The names by which headings can be linked to, as GitHub makes them. */
export function anchorsOf(markdown: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = textLines(markdown).flatMap(({ text }) => /^#{1,6}\s+(.*?)\s*#*$/.exec(text)?.[1] ?? []);
  return new Set(
    headings.map((heading) => {
      const slug = slugOf(heading);
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
}

function slugOf(heading: string): string {
  const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
  return words.replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(/\s/g, "-");
}

function textLines(markdown: string): { text: string; line: number }[] {
  let fenced = false;
  return markdown.split("\n").flatMap((text, index) => {
    if (fence.test(text)) fenced = !fenced;
    return fenced || fence.test(text) ? [] : [{ text, line: index + 1 }];
  });
}
