/** What a text says as JSON; the text itself, and what is wrong with it, where it is none. Empty is nothing. */
export function jsonTyped(text: string): { value: unknown; fault: string | undefined } {
  if (text.trim() === "") return { value: undefined, fault: undefined };
  try {
    return { value: JSON.parse(text) as unknown, fault: undefined };
  } catch (error) {
    return { value: text, fault: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

export function jsonShown(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}
