import type { Page } from "@playwright/test";

/** Sets how fast the page's connection is, in bytes of upload per second; `lost` for none at all. */
export type SetSpeed = (speed: number | "full" | "lost") => Promise<void>;

/** One control for a page: two would each keep their own limit. */
export async function controlSpeed(page: Page): Promise<SetSpeed> {
  const session = await page.context().newCDPSession(page);
  return async (speed) => {
    await session.send("Network.emulateNetworkConditions", {
      offline: speed === "lost",
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: typeof speed === "number" ? speed : -1,
    });
  };
}

/** Notes the index of each chunk that the server has taken from this page. */
export function watchChunks(page: Page): { taken: number[] } {
  const taken: number[] = [];
  page.on("response", (response) => {
    const url = new URL(response.url());
    if (url.pathname === "/api/upload/chunk" && response.ok()) taken.push(Number(url.searchParams.get("index")));
  });
  return { taken };
}
