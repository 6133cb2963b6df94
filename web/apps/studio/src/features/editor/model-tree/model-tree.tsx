/** The object model: the component's title with a plus, its system fields and its properties. */

import { SYSTEM_FIELDS, addProperty, newProperty, randomIds } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { Lock, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { openProperty, useEditorDispatch, useLatestDocument, useRun, useSession } from "../state";
import { PropertyRow } from "./property-row";
import { TreeRow } from "./tree-row";
import { TypeIcon } from "./type-icon";
import { useTreeKeys } from "./use-tree-keys";

export function ModelTree() {
  const { t } = useTranslation("editor");
  const properties = useSession((session) => session.history.document.properties);
  const title = useSession((session) => session.history.document.settings.title);
  const latest = useLatestDocument();
  const dispatch = useEditorDispatch();
  const run = useRun();
  const keys = useTreeKeys();
  const [expanded, setExpanded] = useState(true);
  const add = (): void => {
    const document = latest();
    if (!document) return;
    const property = newProperty(document, randomIds);
    run(addProperty(property));
    setExpanded(true);
    dispatch(openProperty(property.id, "name"));
  };
  const isEmpty = properties.length === 0;
  return (
    <Box role="tree" aria-label={t("model.title")} {...keys} sx={{ px: 1, outline: "none" }}>
      <TreeRow
        level={1}
        expanded={expanded}
        onToggle={() => setExpanded(!expanded)}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          if (event.key === "ArrowLeft" || event.key === "ArrowRight") setExpanded(event.key === "ArrowRight");
        }}
      >
        <Box component="span" sx={{ fontWeight: 550 }}>{title}</Box>
      </TreeRow>
      <Box sx={{ position: "relative" }}>
        <ActionIcon
          icon={Plus}
          iconSize={15}
          name={t("model.add")}
          onClick={add}
          sx={{ position: "absolute", right: 6, top: -26, width: 24, height: 24 }}
        />
      </Box>
      {expanded && isEmpty && (
        <Typography variant="caption" color="textSecondary" component="p" sx={{ px: 6, py: 1 }}>
          {t("model.empty")}
        </Typography>
      )}
      {expanded && !isEmpty && (
        <>
          {properties.map((property) => (
            <PropertyRow key={property.id} property={property} />
          ))}
          {SYSTEM_FIELDS.map((field) => (
            <TreeRow key={field.name} level={2} muted icon={<TypeIcon type={field.type} />} title={t("model.system")} data-testid={`system-${field.name}`}>
              {field.name}:{t(`types.${field.type}`)}
              <Box component="span" sx={{ ml: 1.5, opacity: 0.7, verticalAlign: "-1px" }}>
                <Lock size={11} aria-label={t("model.system")} />
              </Box>
            </TreeRow>
          ))}
        </>
      )}
    </Box>
  );
}
