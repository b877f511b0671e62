import { openClient } from "@agentos/client/open-client";

const [baseUrl = "http://localhost:8001", email = "", password = ""] = process.argv.slice(2);
const client = await openClient({ baseUrl, email, password });

const rows = client.data.rows("jobs", { filters: { status: "queued" }, perPage: 2 });
const ended = new Promise<void>((resolve) => {
  rows.subscribe(() => {
    const { rows: jobs, shows, page, pagination } = rows.getSnapshot();
    if (shows !== "current") return;
    console.log(
      `page ${page}:`,
      jobs?.map(({ title }) => title),
    );
    if (pagination?.has_next) rows.next();
    else resolve();
  });
});
await ended;
await client.close();
