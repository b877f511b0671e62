import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "@agentos/local-servers/process/ports";
import { systemPath } from "@agentos/local-servers/process/process-spec";
import { startInFolder } from "@agentos/testkit/servers/test-server";

/** A server that gives the same bytes to every request. */
export type Anchor = { url: string; pid: number; stop(): Promise<void> };

const bodyFile = "body.json";

/** nginx with one worker, which serves the bytes from a file that it keeps open. */
export async function startNginx(program: string, body: Buffer): Promise<Anchor> {
  return start("nginx", body, (folder, port) => {
    mkdirSync(path.join(folder, "temp"));
    writeFileSync(path.join(folder, "nginx.conf"), nginxConfiguration(folder, port));
    return { command: program, args: ["-c", path.join(folder, "nginx.conf"), "-p", folder] };
  });
}

/** node:http which writes the buffer and does nothing else. */
export async function startBare(body: Buffer): Promise<Anchor> {
  return start("bare-server", body, (folder, port) => ({
    command: process.execPath,
    args: [path.join(import.meta.dirname, "bare-server.ts"), path.join(folder, bodyFile), `${port}`],
  }));
}

async function start(
  name: string,
  body: Buffer,
  prepare: (folder: string, port: number) => { command: string; args: string[] },
): Promise<Anchor> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const server = await startInFolder(name, async (folder) => {
    writeFileSync(path.join(folder, bodyFile), body);
    return {
      spec: {
        name,
        ...prepare(folder, port),
        env: { PATH: systemPath },
        cwd: folder,
        deathSignal: "KILL" as const,
        stopSignal: "SIGTERM" as const,
        stopWithinMs: 5000,
        logFile: path.join(folder, `${name}.log`),
        ports: { http: port },
        readyWithinMs: 15_000,
        async probe() {
          const served = Buffer.from(await (await fetch(url)).arrayBuffer());
          if (!served.equals(body)) throw new Error("it serves something else");
        },
      },
    };
  });
  return { url, pid: server.pid(), stop: () => server.stop() };
}

function nginxConfiguration(folder: string, port: number): string {
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (of) => `${of}_temp_path ${folder}/temp/${of};`,
  );
  return `
daemon off;
worker_processes 1;
${process.getuid?.() === 0 ? "user root;" : ""}
pid ${folder}/nginx.pid;
error_log stderr;
events { worker_connections 1024; }
http {
  ${temp.join("\n  ")}
  access_log off;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=10 inactive=1h;
  open_file_cache_valid 1h;
  keepalive_requests 1000000000;
  default_type application/json;
  server {
    listen 127.0.0.1:${port};
    location / { root ${folder}; try_files /${bodyFile} =404; }
  }
}
`;
}
