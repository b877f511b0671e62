import { Button } from "@agentos/ui/parts/button";
import { Choice } from "@agentos/ui/parts/choice";
import { Dialog } from "@agentos/ui/parts/dialog";
import { useId, useState } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { ChangeList } from "./change-view.tsx";
import { ImportFaults } from "./import-faults.tsx";
import { ServerCheck } from "./server-check.tsx";
import { changesOf, readSettingsFile, type ImportMode } from "./settings-file.ts";
import type { useConfig } from "./use-config.ts";

type Given = { config: ReturnType<typeof useConfig>; onClose: () => void };

/** Takes a file of settings over: what is wrong with it is told by its path, and what it would change before it does. */
export function ImportDialog({ config, onClose }: Given) {
  const [name, setName] = useState("pasted settings");
  const [text, setText] = useState("");
  const [mode, setMode] = useState<ImportMode>("merge");
  const rows = config.settings ?? [];
  const read = text.trim() === "" ? undefined : readSettingsFile(text, mode, rows);
  const good = read?.faults.length === 0 ? read.document : undefined;
  const changes = good && changesOf(good, mode, rows);
  return (
    <Dialog open size="wide" title="Import settings" onClose={onClose}>
      <FilePicker
        text={text}
        onText={(next, from) => {
          setText(next);
          setName(from ?? "pasted settings");
        }}
      />
      <Choice
        label="Settings that it does not name"
        value={mode}
        choices={[
          { value: "merge", label: "Stay as they are" },
          { value: "replace", label: "Go back to as deployed" },
        ]}
        onChange={setMode}
      />
      {read && <ImportFaults faults={read.faults} />}
      {changes && (
        <section aria-label="What would change" className="grid gap-3 rounded-control bg-sunken p-3.5">
          <h3 className="text-sm font-semibold">
            {changes.length === 0 ? "It would change nothing: all of it holds already" : "What would change"}
          </h3>
          <ChangeList changes={changes} />
        </section>
      )}
      {read?.document && <ServerCheck document={read.document} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="small" onClick={onClose}>
          Cancel
        </Button>
        <ActionButton
          action="config.import"
          payload={{ ...(read?.document ? { document: read.document } : {}), mode }}
          subject={name}
          kind="primary"
          unless={whyNotYet(read, changes?.length)}
          onDone={onClose}
          {...(typeof config.version === "number"
            ? { undo: { action: "config.rollback" as const, payload: { version: config.version } } }
            : {})}
        />
      </div>
    </Dialog>
  );
}

function whyNotYet(read: ReturnType<typeof readSettingsFile> | undefined, changes = 0): string | undefined {
  if (!read) return "Choose a file first.";
  if (read.faults.length > 0) return "Nothing is taken over while something is wrong with it.";
  return changes === 0 ? "It would change nothing." : undefined;
}

type PickerGiven = { text: string; onText: (text: string, from?: string) => void };

function FilePicker({ text, onText }: PickerGiven) {
  const id = useId();
  const take = async (file: File | undefined): Promise<void> => {
    if (file) onText(await file.text(), file.name);
  };
  return (
    <div className="grid gap-3">
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-file`} className="font-medium">
          File
        </label>
        <input
          id={`${id}-file`}
          type="file"
          accept="application/json,.json"
          onChange={({ target }) => void take(target.files?.[0])}
          className="w-full text-sm file:mr-3 file:h-9 file:rounded-control file:border file:border-edge file:bg-surface file:px-3 file:font-medium file:text-ink"
        />
      </div>
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-text`} className="font-medium">
          Or its text
        </label>
        <textarea
          id={`${id}-text`}
          rows={6}
          spellCheck={false}
          value={text}
          onChange={({ target }) => onText(target.value)}
          placeholder='{ "format": "agentos-settings/1", "settings": { "queue.warning_depth": 150 } }'
          className="w-full rounded-control border border-edge bg-surface px-3.5 py-2.5 font-mono text-sm placeholder:text-ink-faint"
        />
      </div>
    </div>
  );
}
