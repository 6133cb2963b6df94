import { useState } from "react";

import { csvOf, saveAs, sheetOf, xlsxOf } from "./export-view";
import type { Texts } from "./texts";
import type { PivotData } from "./use-pivot-data";

/** Exports what is shown, under the name of the component. */
export function useExport(data: PivotData, texts: Texts, title: string) {
  const [failed, setFailed] = useState(false);
  const exportAs = (format: "xlsx" | "csv") => {
    const sheet = sheetOf(data, texts);
    setFailed(false);
    // The libraries are fetched now; without a connection they may not come.
    (format === "xlsx" ? xlsxOf(sheet) : csvOf(sheet)).then(
      (blob) => {
        saveAs(blob, `${title || "pivot"}.${format}`);
      },
      () => {
        setFailed(true);
      },
    );
  };
  return { exportAs, failed };
}
