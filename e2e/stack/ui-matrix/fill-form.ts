import { expect, type Locator } from "@playwright/test";

/** What of a JSON schema is looked at to find out how its field is drawn. */
type Node = {
  enum?: unknown[];
  anyOf?: Node[];
  items?: Node;
  properties?: Record<string, Node>;
  additionalProperties?: unknown;
};

/** Fills in the form of an action in the control room as somebody would, field by field. */
export async function fillForm(form: Locator, schema: unknown, payload: object): Promise<void> {
  for (const details of await form.locator("details:not([open]) > summary").all()) await details.click();
  for (const [name, value] of Object.entries(payload)) {
    await fillField(form, nodeAt(schema as Node, name), name, value);
  }
}

async function fillField(form: Locator, node: Node, path: string, value: unknown): Promise<void> {
  const control = form.locator(`[id$="-${path.replaceAll(/[^\w-]/g, "_")}"]`).first();
  await control.waitFor();
  const kind = await control.evaluate((element) => element.getAttribute("role") ?? element.tagName.toLowerCase());
  if (kind === "select") return choose(control, node, value);
  if (kind === "checkbox") return tick(form, control, node, value);
  if (kind === "button") return fillTable(form, control, value as object);
  if (kind === "fieldset" || kind === "div") return fillParts(form, control, node, path, value as object);
  return control.fill(await textFor(control, value));
}

/** The parts of a group; or of one of several shapes, which is chosen first. */
async function fillParts(form: Locator, control: Locator, node: Node, path: string, value: object): Promise<void> {
  const shapes = shapesOf(node);
  const at = shapes.findIndex(({ properties = {} }) => Object.keys(value).every((key) => key in properties));
  if (shapes.length > 1) await control.getByRole("radio").nth(at).click();
  for (const details of await control.locator("details:not([open]) > summary").all()) await details.click();
  for (const [key, part] of Object.entries(value)) {
    await fillField(form, nodeAt(shapes[at] ?? node, key), `${path}.${key}`, part);
  }
}

async function choose(control: Locator, node: Node, value: unknown): Promise<void> {
  const at = optionsOf(node).indexOf(value);
  if (at >= 0) return void (await control.selectOption(String(at)));
  // Choices that the view knows: their words have the value in them, or the end of it.
  const end = String(value).slice(-8);
  const has = async (): Promise<number> =>
    (await control.locator("option").allTextContents()).findIndex((text) => text.includes(end));
  await expect.poll(has).toBeGreaterThan(-1);
  await control.selectOption({ index: await has() });
}

/** A switch; or the first of several boxes, of which those in the list are ticked. */
async function tick(form: Locator, control: Locator, node: Node, value: unknown): Promise<void> {
  if (!Array.isArray(value)) {
    if ((await control.getAttribute("aria-checked")) !== String(value)) await control.click();
    return;
  }
  const id = await control.getAttribute("id");
  for (const [at, option] of optionsOf(node.items ?? {}).entries()) {
    const box = at === 0 ? control : form.locator(`[id="${id}-${at}"]`);
    const ticked = (await box.getAttribute("aria-checked")) === "true";
    if (ticked !== value.includes(option)) await box.click();
  }
}

/** `add`: the button that adds a row. */
async function fillTable(form: Locator, add: Locator, value: object): Promise<void> {
  const id = await add.getAttribute("id");
  for (const [at, [name, cell]] of Object.entries(value).entries()) {
    await add.click();
    const nameField = form.locator(`[id="${id}-${at}-name"]`);
    const listed = await nameField.evaluate((element) => element.tagName === "SELECT");
    await (listed ? choose(nameField, {}, name) : nameField.fill(name));
    const field = form.locator(`[id="${id}-${at}-value"]`);
    await field.fill(await textFor(field, cell));
  }
}

/** Lists have a line for each of theirs, moments the time of the browser, and what has no better form is JSON. */
async function textFor(control: Locator, value: unknown): Promise<string> {
  const { tag, type } = await control.evaluate((element) => ({
    tag: element.tagName,
    type: element.getAttribute("type"),
  }));
  if (type === "datetime-local") return localOf(new Date(String(value)));
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) return value.join("\n");
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return tag === "TEXTAREA" && typeof value !== "string" ? JSON.stringify(value) : String(value);
}

function localOf(moment: Date): string {
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

function nodeAt(node: Node, name: string): Node {
  return node.properties?.[name] ?? {};
}

function shapesOf(node: Node): Node[] {
  return node.anyOf?.filter(({ properties }) => properties) ?? [];
}

function optionsOf(node: Node): unknown[] {
  return node.enum ?? node.anyOf?.find((part) => part.enum)?.enum ?? [];
}
