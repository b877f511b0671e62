import { configValidate } from "@agentos/contracts/actions/config/validate";
import type { z } from "zod";
import { useState } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { ImportFaults } from "./import-faults.tsx";
import type { SettingsDocument } from "./settings-file.ts";

type Verdict = { of: string; says: z.output<typeof configValidate.result> };

/** Has the service that keeps the settings judge a document; nothing is changed by it. */
export function ServerCheck({ document }: { document: SettingsDocument }) {
  const [verdict, setVerdict] = useState<Verdict>();
  const text = JSON.stringify(document);
  const says = verdict?.of === text ? verdict.says : undefined;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <ActionButton
          action="config.validate"
          payload={{ document }}
          label="Check by the server"
          onDone={(result) => {
            const { data } = configValidate.result.safeParse(result);
            if (data) setVerdict({ of: text, says: data });
          }}
        />
        <output className="text-sm text-ink-soft">
          {says?.valid && `The server finds nothing wrong; ${says.changed.length} settings would change.`}
        </output>
      </div>
      {says && <ImportFaults faults={says.errors} />}
    </div>
  );
}
