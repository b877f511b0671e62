import { formatBytes } from "../format/bytes.ts";
import { wordsOf } from "../format/words.ts";

const mostShown = 50;
const isoForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

type File = { name: string; url: string; bytes: number };

/** Whatever the API has answered, as people read it: names in words, times in their own zone, files as links. Unknown is a dash. */
export function Facts({ value }: { value: unknown }) {
  if (isFile(value)) return <FileLink file={value} />;
  if (Array.isArray(value)) return <List items={value} />;
  if (typeof value === "object" && value !== null) return <Fields of={value as Record<string, unknown>} />;
  return <span className="[overflow-wrap:anywhere] whitespace-pre-wrap">{inText(value)}</span>;
}

function Fields({ of }: { of: Record<string, unknown> }) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-[minmax(8rem,auto)_1fr]">
      {Object.entries(of).map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-soft">{wordsOf(name)}</dt>
          <dd className="min-w-0 max-sm:mb-1">
            <Facts value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function List({ items }: { items: readonly unknown[] }) {
  if (items.length === 0) return <span className="text-ink-faint">none</span>;
  const shown = items.slice(0, mostShown);
  const more = items.length - shown.length;
  return (
    <>
      <ul className="grid gap-1.5">
        {shown.map((item, index) => (
          <li key={index} className={isScalar(item) ? "" : "border-l-2 border-line pl-3"}>
            <Facts value={item} />
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-ink-faint">and {more} more</p>}
    </>
  );
}

function FileLink({ file }: { file: File }) {
  return (
    <a href={file.url} download={file.name} className="font-medium underline decoration-edge underline-offset-4">
      {file.name} ({formatBytes(file.bytes)})
    </a>
  );
}

function isFile(value: unknown): value is File {
  const { name, url, bytes } = (value ?? {}) as Partial<File>;
  return typeof name === "string" && typeof url === "string" && url.startsWith("/media/") && typeof bytes === "number";
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function inText(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string" && isoForm.test(value)) return new Date(value).toLocaleString();
  if (typeof value === "number")
    return Number.isInteger(value) ? value.toLocaleString() : String(Number(value.toPrecision(4)));
  return String(value as string);
}
