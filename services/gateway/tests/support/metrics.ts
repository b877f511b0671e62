import type { GatewayService } from "../../src/service.ts";

/** The values of a metric of a gateway, by the text of their labels. */
export async function metricOf(service: GatewayService, name: string): Promise<Record<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${service.address().opsPort}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith(`${name}{`));
  return Object.fromEntries(
    lines.map((line) => [line.slice(name.length, line.indexOf("}") + 1), Number(line.split(" ").at(-1))]),
  );
}

/** How the gateway has answered reads of the snapshot so far. */
export async function hitsOf(service: GatewayService): Promise<Record<string, number>> {
  const values = await metricOf(service, "ssot_hits_total");
  return Object.fromEntries(
    Object.entries(values).map(([labels, value]) => [/cache="(\w+)"/.exec(labels)?.[1] ?? "", value]),
  );
}

/** Reads of the snapshot that went through the app and were not refused. */
export async function slowReadsOf(service: GatewayService): Promise<number> {
  const values = await metricOf(service, "http_request_duration_seconds_count");
  const answered = Object.entries(values).filter(([labels]) => /route="\/api\/admin\/ssot",status="[23]/.test(labels));
  return answered.reduce((sum, [, value]) => sum + value, 0);
}
