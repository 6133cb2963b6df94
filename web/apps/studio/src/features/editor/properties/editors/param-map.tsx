/** Which fields of the target are filled from where: one line per field of the target, id first. */

import { TARGET_COMPONENT } from "@aqtra/components";
import { COLLECTION_KINDS } from "@aqtra/model";
import type { Element, Json, JsonObject } from "@aqtra/model";
import { Box, Typography } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useFieldOptions } from "../../fields";
import { useDocument } from "../../state";
import { TextControl } from "./controls";
import { EditDialog, OpenButton } from "./edit-dialog";
import { useEntryComponent } from "./entry-component";
import { OneField } from "./fields-list";
import type { EditorProps } from "./props";
import { textOf } from "./props";
import { orDefault, recordsOf } from "./record";
import { useRowsComponent } from "./rows-component";

export function ParamMapEditor({ id, spec, value, element, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const [open, setOpen] = useState(false);
  const pairs = recordsOf(value);
  return (
    <>
      <OpenButton id={id} label={spec.title} text={pairs.length === 0 ? t("params.none") : t("params.count", { count: pairs.length })} onOpen={() => setOpen(true)} />
      {open && (
        <ParamMapDialog
          title={spec.title}
          pairs={pairs}
          element={element}
          onCancel={() => setOpen(false)}
          onOk={(next) => {
            onChange(orDefault(next));
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

function targetOf(element: Element, own: string, rows: string | null): string | null {
  if (element.settings["command_type"] === "open_page") return own;
  return textOf(element.settings[TARGET_COMPONENT]) || textOf(element.settings["component"]) || rows || own;
}

interface ParamMapDialogProps {
  title: string;
  pairs: readonly JsonObject[];
  element: Element;
  onOk: (pairs: readonly JsonObject[]) => void;
  onCancel: () => void;
}

function ParamMapDialog({ title, pairs, element, onOk, onCancel }: ParamMapDialogProps) {
  const { t } = useTranslation("editor");
  const own = useDocument().key;
  const rows = useRowsComponent(element);
  const targets = useFieldOptions(targetOf(element, own, rows));
  const entry = useEntryComponent(element);
  const source = COLLECTION_KINDS.has(element.kind) ? rows : entry;
  const [draft, setDraft] = useState(() => new Map(pairs.map((pair) => [textOf(pair["target"]), pair])));
  const idFirst = [...targets].sort((left, right) => Number(right.path === "id") - Number(left.path === "id"));
  const set = (target: string, pair: JsonObject | null): void => {
    setDraft((old) => {
      const next = new Map(old);
      if (pair) next.set(target, pair);
      else next.delete(target);
      return next;
    });
  };
  return (
    <EditDialog title={title} width="md" onOk={() => onOk([...draft.values()])} onCancel={onCancel}>
      <Typography variant="body2" color="textSecondary" sx={{ px: 3, pb: 2 }}>{t("params.about")}</Typography>
      <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1.2fr) minmax(0, 1fr)", columnGap: 3, rowGap: 1, px: 3, alignItems: "center" }}>
        <Typography variant="overline">{t("params.target")}</Typography>
        <Typography variant="overline">{t("params.source")}</Typography>
        <Typography variant="overline">{t("params.constant")}</Typography>
        {idFirst.map(({ path }) => {
          const pair = draft.get(path);
          return (
            <Line
              key={path}
              target={path}
              source={source}
              pair={pair}
              onPair={(next) => set(path, next)}
            />
          );
        })}
      </Box>
    </EditDialog>
  );
}

function Line({ target, source, pair, onPair }: { target: string; source: string | null; pair: JsonObject | undefined; onPair: (pair: JsonObject | null) => void }) {
  const { t } = useTranslation("editor");
  const constant: Json | undefined = pair?.["const"];
  return (
    <>
      <Typography variant="body2" noWrap title={target}>{target}</Typography>
      <OneField
        component={source}
        label={t("params.sourceOf", { target })}
        path={textOf(pair?.["source"])}
        onChange={(path) => onPair(path === "" ? null : { target, source: path })}
      />
      <TextControl
        label={t("params.constantOf", { target })}
        text={textOf(constant)}
        read={(text) => ({ value: text })}
        onChange={(text) => onPair(text === "" ? null : { target, const: text })}
      />
    </>
  );
}
