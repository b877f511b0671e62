import { schemaOf, type SchemaOwner } from "@agentos/contracts/services";

/** What rows of an owner refer to in the table of another, by its id; the database itself holds nothing across schemas. */
type Reference = { owner: SchemaOwner; table: string; column: string; to: { owner: SchemaOwner; table: string } };

const accounts = { owner: "identity", table: "users" } as const;

/** Accounts and uploads are never removed, so that these always refer to something. */
const references: readonly Reference[] = [
  { owner: "jobs", table: "jobs", column: "user_id", to: accounts },
  { owner: "jobs", table: "clips", column: "user_id", to: accounts },
  { owner: "jobs", table: "jobs", column: "finished_upload_id", to: { owner: "uploads", table: "uploads" } },
  { owner: "uploads", table: "uploads", column: "user_id", to: accounts },
];

/** For each reference between owners, a statement that counts the rows that refer to nothing. */
export function referenceChecks(): { what: string; statement: string }[] {
  return references.map(({ owner, table, column, to }) => {
    const [from, target] = [`${schemaOf(owner)}.${table}`, `${schemaOf(to.owner)}.${to.table}`];
    return {
      what: `${from}.${column} to ${target}`,
      statement: `select count(*)::int as rows from ${from} c
        where c.${column} is not null and not exists (select from ${target} p where p.id = c.${column})`,
    };
  });
}
