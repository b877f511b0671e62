import { afterAll, beforeAll, test } from "vitest";
import { startActing, type Acting } from "../harness/acting.ts";
import { expectClearedAtOnce } from "../harness/clear-many.ts";

let acting: Acting;
beforeAll(async () => {
  acting = await startActing();
});
afterAll(() => acting.close());

test("clears a hundred thousand waiting jobs in one transaction", () => expectClearedAtOnce(acting, 100_000));
