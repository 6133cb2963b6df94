import { TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useDesigner } from "../designer-context";
import { fieldProps } from "./types";
import type { EditorProps } from "./types";

/** Only says how the component's own switch stands: it is changed in the component's settings. */
export function ProxyPointer(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { document } = useDesigner();
  return <TextField {...fieldProps(props)} value={t(document.settings.proxy_mode ? "editors.proxyOn" : "editors.proxyOff")} slotProps={{ input: { readOnly: true } }} />;
}
