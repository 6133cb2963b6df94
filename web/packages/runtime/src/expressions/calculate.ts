/** Calculates trees that the server has read, as `aqtra.metadata.expressions.calculating` does. Pure. */
import { add, divide, type Exact, exactOf, multiply, negate, subtract } from "./exact";
import { called } from "./functions";
import { isKind, NotCalculable, numberValue, order, same, type Value } from "./values";

/** A list that begins with what is done. */
export type Tree = readonly unknown[];

export interface Names {
  readonly value: (path: readonly string[]) => Value;
  readonly today: () => Value;
  readonly now: () => Value;
}

/** Throws NotCalculable. */
export function calculate(tree: Tree, names: Names): Value {
  const [kind, ...parts] = tree;
  const inner = (place: number) => calculate(parts[place] as Tree, names);
  switch (kind) {
    case "number":
      return numberValue(exactOf(parts[0]) ?? { digits: 0n, scale: 0 });
    case "value":
      return parts[0] as string | boolean | null;
    case "path":
      return names.value(parts as string[]);
    case "list":
      return { is: "list", values: parts.map((_, place) => inner(place)) };
    case "+":
      return plus(inner(0), inner(1));
    case "-":
      return arithmetic(inner(0), inner(1), subtract);
    case "*":
      return arithmetic(inner(0), inner(1), multiply);
    case "/":
      return arithmetic(inner(0), inner(1), divide);
    case "neg":
      return arithmetic(inner(0), inner(0), negate);
    case "not":
      return !isTrue(inner(0));
    case "and":
      return parts.every((_, place) => isTrue(inner(place)));
    case "or":
      return parts.some((_, place) => isTrue(inner(place)));
    case "compare":
      return compared(parts, names);
    case "if":
      return inner(isTrue(inner(0)) ? 1 : 2);
    case "call":
      return call(parts, names);
    default:
      throw new NotCalculable("this page was published by a newer version");
  }
}

/** Null is no. Throws NotCalculable. */
export function isTrue(value: Value): boolean {
  if (value === null || typeof value === "boolean") return value === true;
  throw new NotCalculable("a condition is yes or no");
}

function arithmetic(left: Value, right: Value, work: (left: Exact, right: Exact) => Exact | null): Value {
  if (left === null || right === null) return null;
  if (!isKind(left, "number") || !isKind(right, "number")) throw new NotCalculable("only numbers are calculated with");
  const found = work(left.number, right.number);
  return found && numberValue(found);
}

function plus(left: Value, right: Value): Value {
  return typeof left === "string" && typeof right === "string" ? left + right : arithmetic(left, right, add);
}

function call([name, ...trees]: readonly unknown[], names: Names): Value {
  if (name === "today") return names.today();
  if (name === "now") return names.now();
  return called(
    String(name),
    trees.map((tree) => calculate(tree as Tree, names)),
  );
}

function compared(parts: readonly unknown[], names: Names): boolean {
  let left = calculate(parts[0] as Tree, names);
  for (let place = 1; place < parts.length; place += 2) {
    const right = calculate(parts[place + 1] as Tree, names);
    if (!holds(left, String(parts[place]), right)) return false;
    left = right;
  }
  return true;
}

function holds(left: Value, operator: string, right: Value): boolean {
  switch (operator) {
    case "==":
      return same(left, right);
    case "!=":
      return !same(left, right);
    case "in":
      return within(left, right);
    case "not in":
      return !within(left, right);
    default:
      return left !== null && right !== null && ordered(order(left, right), operator);
  }
}

function ordered(found: number, operator: string): boolean {
  switch (operator) {
    case "<":
      return found < 0;
    case "<=":
      return found <= 0;
    case ">":
      return found > 0;
    default:
      return found >= 0;
  }
}

function within(left: Value, right: Value): boolean {
  if (right === null) return false;
  if (typeof right === "string") {
    if (left !== null && typeof left !== "string") throw new NotCalculable("only text is looked for in text");
    return left !== null && right.includes(left);
  }
  if (isKind(right, "list")) return right.values.some((each) => same(left, each));
  throw new NotCalculable("`in` looks into texts and lists");
}
