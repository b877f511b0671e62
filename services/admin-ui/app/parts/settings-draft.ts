/** What somebody has changed and not saved: by the name of the setting; undefined: back to what holds unless it is set. */
export type Draft = Readonly<Record<string, unknown>>;

/** One change, as it is shown before it is saved. */
export type Change = { name: string; before: unknown; after: unknown };

/** The settings with a draft laid over them. */
export function withDraft(settings: Readonly<Record<string, unknown>>, draft: Draft): Record<string, unknown> {
  const merged = Object.entries({ ...settings, ...draft }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(merged);
}

/**
 * The draft after a form has given `next` where it was given `shown`. Only what differs is taken, so that what others change
 * meanwhile is not taken back.
 */
export function draftAfter(
  draft: Draft,
  shown: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>,
): Draft {
  const names = [...new Set([...Object.keys(shown), ...Object.keys(next)])];
  const changed = names.filter((name) => !same(shown[name], next[name]));
  return { ...draft, ...Object.fromEntries(changed.map((name) => [name, next[name]])) };
}

/** What a draft would change of the settings as they are now. */
export function changesOf(settings: Readonly<Record<string, unknown>>, draft: Draft): Change[] {
  return Object.entries(draft)
    .map(([name, after]) => ({ name, before: settings[name], after }))
    .filter(({ before, after }) => !same(before, after));
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
