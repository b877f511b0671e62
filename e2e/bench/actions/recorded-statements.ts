/** A statement as the server logged it, with the values that it was sent with. */
export type Statement = { session: string; text: string; values: string[] };

/** In front of each line of the log, so that sessions can be told apart: `@agentos <process id>|`. */
export const logLinePrefix = "@agentos %p|";

const entryForm = /^@agentos (\d+)\|(\w+): {2}/;
const statementForm = /^(?:duration: [\d.]+ ms {2})?(?:execute [^:]+|statement): (.*)$/s;
const valueForm = /\$\d+ = (NULL|'(?:[^']|'')*')/g;

/** Reads what PostgreSQL has logged with `log_statement = all`: each statement with its parameters, in order. */
export function readStatements(log: string): Statement[] {
  const statements: Statement[] = [];
  for (const { session, kind, text } of entriesOf(log)) {
    const [, statement] = statementForm.exec(text) ?? [];
    if (kind === "LOG" && statement !== undefined) statements.push({ session, text: statement, values: [] });
    const last = statements.findLast((one) => one.session === session);
    // `log_statement` tells the parameters on a line of their own, right after the statement.
    if (kind === "DETAIL" && last && /^parameters: /i.test(text)) {
      last.values = [...text.matchAll(valueForm)].map(([, value]) => value ?? "NULL");
    }
  }
  return statements;
}

function entriesOf(log: string): { session: string; kind: string; text: string }[] {
  const entries: { session: string; kind: string; text: string }[] = [];
  for (const line of log.split("\n")) {
    const [head, session, kind] = entryForm.exec(line) ?? [];
    if (head !== undefined && session && kind) entries.push({ session, kind, text: line.slice(head.length) });
    else if (entries.length > 0) (entries.at(-1) as { text: string }).text += `\n${line}`;
  }
  return entries.map((entry) => ({ ...entry, text: entry.text.trimEnd() }));
}

/** A transaction, or a statement outside of one. */
export type Group = Statement[];

/** Groups statements by the transactions of their sessions, in the order of their ends. */
export function groupByTransaction(statements: readonly Statement[]): Group[] {
  const open = new Map<string, Group>();
  const groups: Group[] = [];
  for (const statement of statements) {
    const group = open.get(statement.session);
    const word = statement.text.trim().toLowerCase();
    if (/^(begin|start transaction)/.test(word)) open.set(statement.session, [statement]);
    else if (!group) groups.push([statement]);
    else {
      group.push(statement);
      if (/^(commit|rollback)/.test(word)) {
        groups.push(group);
        open.delete(statement.session);
      }
    }
  }
  return groups;
}

/** The groups that hold a statement which an idle system does not send. */
export function withoutIdle(groups: readonly Group[], idle: readonly Statement[]): Group[] {
  const usual = new Set(idle.map((statement) => statement.text));
  return groups.filter((group) => group.some((statement) => !usual.has(statement.text)));
}

/** The statement with its values in their places. */
export function inlined({ text, values }: Statement): string {
  const whole = text.replaceAll(/\$(\d+)/g, (parameter, position: string) => values[Number(position) - 1] ?? parameter);
  const code = whole.split("\n").filter((line) => !line.trimStart().startsWith("--"));
  return `${code.map((line) => line.trim()).join(" ")};`;
}
