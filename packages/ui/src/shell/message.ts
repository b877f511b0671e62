/** Something that has happened elsewhere: in a sentence, with the way there and what can be done at once. */
export type Message = {
  text: string;
  /** Shown by a sign before the text. */
  kind?: "done" | "failed";
  link?: { href: string; text: string };
  /** As to undo it. */
  press?: { text: string; onPress: () => void };
};
