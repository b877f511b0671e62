import type { AccessChange } from "@agentos/contracts/messages/identity";
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { AccessBook } from "./access-book.ts";

const now = Math.floor(Date.now() / 1000);
const holder = (issuedAt = now) => ({
  userId: randomUUID(),
  sessionId: randomUUID(),
  role: "operator" as const,
  issuedAt,
});
const change = (userId: string, changes: Partial<AccessChange> = {}): AccessChange => ({
  user_id: userId,
  role: "operator",
  granted: [],
  denied: [],
  ended_sessions: [],
  changed_at: now,
  ...changes,
});

function openBook(size?: number): AccessBook {
  const book = new AccessBook(size);
  book.open();
  return book;
}

describe("the book of access", () => {
  it("trusts no token before it is complete", () => {
    const book = new AccessBook();
    expect(() => book.roleOf(holder())).toThrow(expect.objectContaining({ code: "SERVICE_UNAVAILABLE" }));
    book.open();
    expect(book.roleOf(holder())).toBe("operator");
  });

  it("knows the last role of who has changed, and the token's of everyone else", () => {
    const book = openBook();
    const [one, other] = [holder(), holder()];
    book.note(change(one.userId, { role: "admin" }));
    book.note(change(one.userId, { role: "user" }));
    expect(book.roleOf(one)).toBe("user");
    expect(book.roleOf(other)).toBe("operator");
  });

  it("lets nobody in who is disabled, until they are enabled", () => {
    const book = openBook();
    const one = holder();
    book.note(change(one.userId, { role: null }));
    expect(() => book.roleOf(one)).toThrow(expect.objectContaining({ code: "TOKEN_EXPIRED" }));
    book.note(change(one.userId));
    expect(book.roleOf(one)).toBe("operator");
  });

  it("ends a session, and not the others of its user", () => {
    const book = openBook();
    const one = holder();
    book.note(change(one.userId, { ended_sessions: [one.sessionId] }));
    book.note(change(one.userId));
    expect(() => book.roleOf(one)).toThrow(expect.objectContaining({ code: "TOKEN_EXPIRED" }));
    expect(book.roleOf({ ...one, sessionId: randomUUID() })).toBe("operator");
  });

  it("tells of each change as it is noted, to who still listens", () => {
    const book = openBook();
    const told: string[] = [];
    const stop = book.onChange((userId) => told.push(userId));
    const [one, other] = [holder(), holder()];
    book.note(change(one.userId));
    book.note(change(one.userId, { role: null }));
    stop();
    book.note(change(other.userId));
    expect(told).toEqual([one.userId, one.userId]);
  });

  it("that is full trusts no token of before what it forgot", () => {
    const book = openBook(2);
    const [old, fresh] = [holder(now - 600), holder(now + 60)];
    book.note(change(old.userId, { role: "user", changed_at: now - 300 }));
    book.note(change(randomUUID(), { changed_at: now - 200 }));
    expect(book.roleOf(holder(now - 600))).toBe("operator");
    book.note(change(randomUUID(), { changed_at: now }));
    expect(() => book.roleOf(old)).toThrow(expect.objectContaining({ code: "TOKEN_EXPIRED" }));
    expect(book.roleOf(fresh)).toBe("operator");
  });

  it("that is full of ended sessions forgets none for good", () => {
    const book = openBook(2);
    const ended = Array.from({ length: 5 }, () => holder(now - 60));
    for (const one of ended) book.note(change(randomUUID(), { ended_sessions: [one.sessionId] }));
    for (const one of ended) expect(() => book.roleOf(one)).toThrow(expect.objectContaining({ code: "TOKEN_EXPIRED" }));
  });
});
