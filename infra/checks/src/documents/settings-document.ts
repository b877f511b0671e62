import { settingJsonSchema, settings } from "@agentos/contracts/settings/settings";
import { code, list, table, type Row } from "./markdown-table.ts";

const head = `# Settings

Written from \`packages/contracts/src/settings\` by \`pnpm docs:settings\`; \`npm test\` fails where it is not what the contracts say.

What operators may set while everything runs (\`config.update\` and its kin). A change is a new version, with its author and what it
changed, and is in force in every service that reads the setting within a second. Where operators have set nothing, a service goes by what
it was started with, and without that by the value here. Secrets are no settings.
`;

type Setting = (typeof settings)[number];

/** The text of docs/settings.md, as the contracts have it. */
export function settingsDocument(): string {
  return [head, table(["key", "decides", "value", "usually", "read by"], settings.map(rowOf)), ""].join("\n");
}

function rowOf({ key, summary, default: usual, readers, ...setting }: Setting): Row {
  const unit = "unit" in setting && setting.unit ? `, ${setting.unit}` : "";
  const everybody = readers.length > 5;
  return [
    code(key),
    summary,
    `${formOf(key)}${unit}`,
    code(JSON.stringify(usual)),
    everybody ? "every service" : list(readers),
  ];
}

function formOf(key: Setting["key"]): string {
  const { type, minimum, maximum, enum: choices } = settingJsonSchema(key);
  if (choices) return choices.map((choice) => code(String(choice))).join(", ");
  const bounds = minimum !== undefined || maximum !== undefined ? ` from ${minimum} to ${maximum}` : "";
  return `${String(type)}${bounds}`;
}
