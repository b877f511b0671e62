import { ChoiceControl, ChoicesControl, SwitchControl } from "./choice-controls.tsx";
import type { Controls } from "./form-context.tsx";
import { GroupControl } from "./group-control.tsx";
import { JsonControl } from "./json-control.tsx";
import { TableControl } from "./table-control.tsx";
import {
  LinesControl,
  LongTextControl,
  MomentControl,
  NumberControl,
  PasswordControl,
  ScalarControl,
  TextControl,
} from "./text-controls.tsx";
import { VariantsControl } from "./variants-control.tsx";

export const controls: Controls = {
  text: TextControl,
  "long-text": LongTextControl,
  password: PasswordControl,
  word: TextControl,
  moment: MomentControl,
  number: NumberControl,
  switch: SwitchControl,
  choice: ChoiceControl,
  choices: ChoicesControl,
  lines: LinesControl,
  scalar: ScalarControl,
  table: TableControl,
  group: GroupControl,
  variants: VariantsControl,
  json: JsonControl,
};
