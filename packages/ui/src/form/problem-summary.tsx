import { fieldsOf } from "./fields.ts";
import { controlId, useForm } from "./form-context.tsx";
import type { JsonSchema } from "./json-schema.ts";
import type { FormProblem } from "./problems.ts";
import { wordsOf } from "../format/words.ts";

/** The field of the first level that a problem belongs to, or undefined where none of those that are shown is. */
function ownerOf(problem: FormProblem, shown: readonly { path: string; label: string }[]) {
  return shown.find(({ path }) => problem.path === path || problem.path.startsWith(`${path}.`));
}

/** Says once what is wrong, with a way to each field; what belongs to no field that is shown is told here in full. */
export function ProblemSummary({ schema }: { schema: JsonSchema }) {
  const { id, problems, hide, fixed } = useForm();
  const shown = fieldsOf(schema, "").filter(({ path }) => !hide.has(path) && !(path in fixed));
  const owners = [...new Set(problems.map((problem) => ownerOf(problem, shown)))].filter(
    (owner) => owner !== undefined,
  );
  const unowned = schema.properties === undefined ? [] : problems.filter((problem) => !ownerOf(problem, shown));
  const lost = new Map(unowned.map((problem) => [`${problem.path} ${problem.message}`, problem]));
  const name = (path: string): string => (path === "" ? "" : `${wordsOf(path.split(".").at(-1) ?? path)}: `);
  return (
    <div
      role="alert"
      className={problems.length === 0 ? "absolute" : "grid gap-1 rounded-control bg-bad-wash p-3.5 text-sm"}
    >
      {[...lost].map(([key, { path, message }]) => (
        <p key={key}>
          {name(path)}
          {message}
        </p>
      ))}
      {owners.length > 0 && (
        <p>
          Please look at{" "}
          {owners.map(({ path, label }, at) => (
            <span key={path}>
              {at > 0 && ", "}
              <button
                type="button"
                className="font-medium underline underline-offset-2"
                onClick={() => document.getElementById(controlId(id, path))?.focus()}
              >
                {label}
              </button>
            </span>
          ))}
          .
        </p>
      )}
      {schema.properties === undefined && problems.length > 0 && <p>Please look at what is marked.</p>}
    </div>
  );
}
