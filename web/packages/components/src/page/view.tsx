import { type FormEvent, useEffect, useRef } from "react";

import type { ViewProps } from "../define";
import type { pageSettings } from "./index";

export function PageView({ node, settings, runtime, design, children }: ViewProps<typeof pageSettings>) {
  const announced = useRef(false);
  useEffect(() => {
    // Once per mounted page: a page is mounted after its entry has been loaded.
    if (design || announced.current) return;
    announced.current = true;
    runtime.emit(node, "on_loaded");
  }, [design, node, runtime]);

  if (!settings.provide_root_form || design) return <>{children}</>;
  return (
    <form style={{ display: "contents" }} onSubmit={clickFirstButton} noValidate>
      {children}
      {/* Without a submit button browsers do not submit on Enter. */}
      <button type="submit" hidden tabIndex={-1} aria-hidden />
    </form>
  );
}

function clickFirstButton(event: FormEvent<HTMLFormElement>) {
  event.preventDefault();
  event.currentTarget.querySelector<HTMLButtonElement>('[data-kind="button"] button:enabled')?.click();
}
