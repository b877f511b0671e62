import type { Page } from "@playwright/test";

/** What a page has asked for, and what it was told. */
export type Traffic = {
  /** Paths of the reads of jobs. */
  reads: string[];
  /** Names of the events of jobs; ticks are apart. */
  events: string[];
  ticks: number;
  /** Sockets that were opened. */
  sockets: number;
};

/** Notes what goes between a page and the server from now on. */
export function watchTraffic(page: Page): Traffic {
  const traffic: Traffic = { reads: [], events: [], ticks: 0, sockets: 0 };
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === "GET" && pathname.startsWith("/api/jobs/")) traffic.reads.push(pathname);
  });
  page.on("websocket", (socket) => {
    traffic.sockets++;
    socket.on("framereceived", ({ payload }) => {
      const frame = JSON.parse(String(payload)) as { op: string; type?: string };
      if (frame.op !== "event" || frame.type === undefined) return;
      if (frame.type === "job:progress") traffic.ticks++;
      else traffic.events.push(frame.type);
    });
  });
  return traffic;
}
