import { settingsDocument } from "@agentos/contracts/settings/document";
import { z } from "zod";
import { ActionButton } from "../../actions/action-button.tsx";
import { settingsFileName, type SettingsDocument } from "./settings-file.ts";

const exported = z.object({ document: settingsDocument });

/** Gives all settings that operators have set as a file. */
export function ExportButton() {
  return (
    <ActionButton
      action="config.export"
      payload={{}}
      onDone={(result) => {
        const { data } = exported.safeParse(result);
        if (data) saveFile(data.document);
      }}
    />
  );
}

function saveFile(document: SettingsDocument): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(document, null, 2)}\n`], { type: "application/json" }));
  const link = window.document.createElement("a");
  link.href = url;
  link.download = settingsFileName(document);
  link.click();
  // The browser has taken the file over by the time it takes the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
