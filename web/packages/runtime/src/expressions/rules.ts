/** Settings of elements that follow from conditions over their form. Pure; loaded only by pages that have conditions. */
import { type Element, type FieldProperty, temporalConstant } from "@aqtra/components";

import { type Definition, ownProperty } from "../definition";
import type { Model } from "../form/model";
import { calculate, isTrue, type Names, type Tree } from "./calculate";
import type { ElementRules, RuledSettings } from "./element-rules";
import { isKind, NotCalculable, type Value, valueOf } from "./values";

const ENTRY = "entry";

/** The rules of a page whose conditions have been read as these trees, by their text. */
export function rulesOf(trees: Readonly<Record<string, Tree>>): ElementRules {
  return (element, definition, model) => {
    const names = namesOf(definition, model);
    const says = (setting: string): boolean | undefined => {
      const text = element.settings[setting];
      const tree = typeof text === "string" ? trees[text] : undefined;
      return tree && answerOf(tree, names);
    };
    return settled(element, says);
  };
}

function settled({ settings }: Element, says: (setting: string) => boolean | undefined): RuledSettings {
  const [visible, disabled, required] = [says("visible_when"), says("disabled_when"), says("required_when")];
  return {
    ...(visible === undefined ? {} : { visible: settings.visible !== false && visible }),
    ...(disabled === undefined ? {} : { disabled: settings.disabled === true || disabled }),
    ...(required === undefined ? {} : { required: settings.required === true || required }),
  };
}

/** A condition that cannot be told of these values changes nothing. */
function answerOf(tree: Tree, names: Names): boolean | undefined {
  try {
    return isTrue(calculate(tree, names));
  } catch (error) {
    if (error instanceof NotCalculable) return undefined;
    throw error;
  }
}

function namesOf(definition: Definition, model: Model): Names {
  const now = new Date();
  return {
    value: (path) => valueAt(definition, model, path),
    today: () => valueOf(temporalConstant("today", "date", Intl.DateTimeFormat().resolvedOptions().timeZone, now), "date"),
    now: () => ({ is: "datetime", instant: now.getTime() }),
  };
}

function valueAt(definition: Definition, model: Model, [first = "", ...members]: readonly string[]): Value {
  const own = definition.properties.find(({ name }) => name === first);
  if (own || first !== ENTRY) return memberOf(fieldValue(model.values[first], own), members);
  const [name = "", ...further] = members;
  if (name === "is_new") return model.head.id === 0;
  const head = model.head as unknown as Readonly<Record<string, unknown>>;
  return memberOf(fieldValue(head[HEAD[name] ?? name], ownProperty(definition, name)), further);
}

const HEAD: Readonly<Record<string, string>> = { createDate: "createdDate", updateSubject: "changeAuthor" };

function fieldValue(value: unknown, property: FieldProperty | undefined): Value {
  return valueOf(value, property?.type === "array" ? (property.items ?? undefined) : property?.type);
}

function memberOf(value: Value, [member]: readonly string[]): Value {
  if (member === undefined) return value;
  if (!isKind(value, "entry")) return null;
  return member === "id" ? valueOf(value.id, "integer") : value.name || null;
}
