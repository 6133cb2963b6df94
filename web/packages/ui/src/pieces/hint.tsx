import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";

const HintView = lazy(() => import("./hint-view").then((module) => ({ default: module.HintView })));

/** A pointer that only passes by asks nothing. */
const REST_MS = 400;

interface HintProps {
  /** Empty: no hint. */
  text: string;
  placement?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
}

/**
 * Shows a text beside its child while the pointer rests on it or the keyboard focus is in it. Its code is
 * fetched when first wanted, and the child is never mounted anew. Purely visual: give the child a name.
 */
export function Hint({ text, placement = "bottom", children }: HintProps) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!anchor) return undefined;
    const timer = setTimeout(() => {
      setShown(true);
    }, REST_MS);
    const leave = (event: KeyboardEvent) => {
      if (event.key === "Escape") setAnchor(null);
    };
    document.addEventListener("keydown", leave);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("keydown", leave);
      setShown(false);
    };
  }, [anchor]);
  const hide = () => {
    setAnchor(null);
  };
  const show = (target: Element) => {
    setAnchor(target.firstElementChild);
  };
  return (
    // The handlers only watch; what is clicked is the child.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <span
      style={{ display: "contents" }}
      onMouseOver={(event) => {
        show(event.currentTarget);
      }}
      onMouseLeave={hide}
      onFocus={(event) => {
        if (event.target.matches(":focus-visible")) show(event.currentTarget);
      }}
      onBlur={hide}
      onMouseDown={hide}
    >
      {children}
      {anchor && shown && text !== "" && (
        <Suspense fallback={null}>
          <HintView anchor={anchor} text={text} placement={placement} />
        </Suspense>
      )}
    </span>
  );
}
