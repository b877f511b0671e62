/** What is wrong with a chain. */
export const faults = {
  /** What the entry says is not what was hashed. */
  edited: "the entry was changed after it was chained",
  deleted: "entries are missing",
  reordered: "the entry was chained at another place",
  duplicated: "there is another entry at the same place",
  truncated: "the end of the chain is missing",
  restamped: "the entries are not those whose place in the chain was signed, although their hashes fit together",
  bad_signature: "a signed head is damaged, or signed with an unknown key",
} as const;

export type Fault = keyof typeof faults;

/** A broken place: the first entry that is not, or may not be, what it was. `until` is the last one, where several are. */
export type Finding = { fault: Fault; seq: number; until?: number; says: string };

/** What a walk along a chain has shown. */
export type Verdict = {
  whole: boolean;
  /** The first broken entry, then what is wrong with the heads. */
  findings: Finding[];
  /** Entries that were looked at, and the first and the last of them; null where there were none. */
  entries: number;
  first: number | null;
  last: number | null;
  /** Signed heads that were compared. */
  heads: number;
  /** The last entry that a signed head vouches for, with all before it; what lies behind may have been changed. */
  confirmed: number;
  /** Entries behind it: nothing outside the database vouches for them yet. */
  uncovered: number;
};
