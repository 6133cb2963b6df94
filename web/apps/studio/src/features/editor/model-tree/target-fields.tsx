import { SYSTEM_FIELDS } from "@aqtra/model";
import { useTranslation } from "react-i18next";

import { useComponentDocument } from "../fields";
import { TreeRow } from "./tree-row";
import { TypeIcon } from "./type-icon";

/** Fields of a referenced component, to look at. */
export function TargetFields({ component, level }: { component: string; level: number }) {
  const { t } = useTranslation("editor");
  const document = useComponentDocument(component);
  if (!document) return <TreeRow level={level} muted>{t("loading")}</TreeRow>;
  return (
    <>
      {[...SYSTEM_FIELDS, ...document.properties].map(({ name, type }) => (
        <TreeRow key={name} level={level} muted icon={<TypeIcon type={type} />}>
          {name}:{t(`types.${type}`)}
        </TreeRow>
      ))}
    </>
  );
}
