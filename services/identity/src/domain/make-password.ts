import { randomInt } from "node:crypto";

// Without letters and digits that look alike.
const letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const groups = 4;
const groupLength = 5;

/** A password of 20 random characters in groups, such as `k7RwX-…`: 115 bits, and it can be typed from a screen. */
export function makePassword(): string {
  const group = (): string => Array.from({ length: groupLength }, () => letters[randomInt(letters.length)]).join("");
  return Array.from({ length: groups }, group).join("-");
}
