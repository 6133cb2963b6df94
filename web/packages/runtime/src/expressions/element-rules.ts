/** How pages know of conditions: what calculates them comes only with pages that have some. */
import type { Element } from "@aqtra/components";
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import { shallowEqual, useSelector } from "react-redux";

import type { Definition } from "../definition";
import type { Model } from "../form/model";
import { type RuntimeRoot, selectForm } from "../form/slice";

export type RuledSettings = Readonly<Partial<Record<"visible" | "disabled" | "required", boolean>>>;
/** What the conditions of an element say over a form. `definition` is that of the form's entry. */
export type ElementRules = (element: Element, definition: Definition, model: Model) => RuledSettings;

type RulesOf = (trees: NonNullable<Definition["expressions"]>) => ElementRules;

const CONDITIONS = ["visible_when", "disabled_when", "required_when"] as const;

export const RulesContext = createContext<ElementRules | null>(null);

const hasConditions = ({ settings }: Element): boolean => CONDITIONS.some((setting) => typeof settings[setting] === "string" && settings[setting] !== "");

/** Null for a page without conditions; undefined until they can be calculated. */
export function usePageRules(definition: Definition | undefined): ElementRules | null | undefined {
  const trees = definition?.expressions;
  const [makeRules, setMaker] = useState<RulesOf>();
  const wanted = trees !== undefined && Object.keys(trees).length > 0;
  useEffect(() => {
    let left = false;
    if (wanted) {
      void import("./rules").then((module) => {
        if (!left) setMaker(() => module.rulesOf);
      });
    }
    return () => {
      left = true;
    };
  }, [wanted]);
  return useMemo(() => (wanted ? makeRules?.(trees) : null), [wanted, makeRules, trees]);
}

/** The element as its conditions have it now. */
export function useRuledElement(element: Element, form: string, definition: Definition): Element {
  const rules = useContext(RulesContext);
  const isRuled = useMemo(() => hasConditions(element), [element]);
  const ruled = useSelector((state: RuntimeRoot) => {
    const current = isRuled && rules ? selectForm(state, form) : undefined;
    return current && rules?.(element, definition, current);
  }, shallowEqual);
  return useMemo(() => (ruled ? { ...element, settings: { ...element.settings, ...ruled } } : element), [element, ruled]);
}

/** The whole tree of a page; the same object where it has no conditions. What stands in cards is left as it is. */
export function ruledTree(element: Element, rules: ElementRules | null, definition: Definition, model: Model): Element {
  if (!rules) return element;
  const children = element.children.map((child) => ruledTree(child, rules, definition, model));
  const settings = hasConditions(element) ? { ...element.settings, ...rules(element, definition, model) } : element.settings;
  return { ...element, settings, children };
}
