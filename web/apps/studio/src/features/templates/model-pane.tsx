import { ActionIcon, EmptyState } from "@aqtra/ui";
import { Box, Button, MenuItem, TextField } from "@mui/material";
import { Braces, CornerDownRight, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Property, PropertyType } from "./api";
import type { Editing } from "./use-history";

const TYPES: PropertyType[] = ["string", "integer", "number", "boolean", "date", "date-time", "time", "object", "array"];
const DEEPEST = 3;

const holdsMembers = (type: PropertyType): boolean => type === "object" || type === "array";

function freeName(properties: readonly Property[]): string {
  const names = new Set(properties.map(({ name }) => name));
  for (let number = properties.length + 1; ; number += 1) if (!names.has(`value${number}`)) return `value${number}`;
}

const newProperty = (among: readonly Property[]): Property => ({ name: freeName(among), title: "", type: "string", properties: [] });

/** What whoever renders the template has to give. */
export function ModelPane({ editing }: { editing: Editing }) {
  const { t } = useTranslation("templates");
  const { properties } = editing.content;
  const change = (next: Property[], about = ""): void => editing.change((content) => ({ ...content, properties: next }), about);
  if (properties.length === 0) {
    const add = (
      <Button variant="outlined" startIcon={<Plus size={16} aria-hidden />} onClick={() => change([newProperty([])])}>
        {t("model.add")}
      </Button>
    );
    return <EmptyState compact icon={Braces} title={t("model.empty")} text={t("model.emptyText")} action={add} />;
  }
  return (
    <Box sx={{ p: 3 }}>
      <Members properties={properties} depth={0} at="" onChange={change} />
    </Box>
  );
}

interface MembersProps {
  properties: readonly Property[];
  depth: number;
  /** Where they stand, so that ids stay unique. */
  at: string;
  onChange: (properties: Property[], about?: string) => void;
}

function Members({ properties, depth, at, onChange }: MembersProps) {
  const { t } = useTranslation("templates");
  const set = (index: number, change: Partial<Property>, about = ""): void =>
    onChange(properties.map((property, place) => (place === index ? { ...property, ...change } : property)), about);
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none", display: "grid", gap: 2, gridTemplateColumns: "minmax(0, 1fr)" }}>
      {properties.map((property, index) => {
        const id = `${at}${index}`;
        return (
          <li key={id}>
            <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) 108px 28px", gap: 1.5, alignItems: "center" }}>
              <TextField
                id={`model-name-${id}`}
                value={property.name}
                onChange={(event) => set(index, { name: event.target.value.replace(/[^A-Za-z0-9_]/g, "") }, `model:${id}`)}
                slotProps={{ htmlInput: { "aria-label": t("model.name"), maxLength: 60, spellCheck: false } }}
              />
              <TextField
                id={`model-type-${id}`}
                select
                value={property.type}
                onChange={(event) => {
                  const type = event.target.value as PropertyType;
                  set(index, { type, properties: holdsMembers(type) ? (property.properties.length > 0 ? property.properties : [newProperty([])]) : [] });
                }}
                slotProps={{ htmlInput: { "aria-label": t("model.type", { name: property.name }) } }}
              >
                {TYPES.filter((type) => depth + 1 < DEEPEST || !holdsMembers(type)).map((type) => (
                  <MenuItem key={type} value={type}>
                    {t(`types.${type}`)}
                  </MenuItem>
                ))}
              </TextField>
              <ActionIcon
                icon={Trash2}
                size="small"
                name={t("remove", { name: property.name })}
                disabled={depth > 0 && properties.length === 1}
                onClick={() => onChange(properties.filter((_, place) => place !== index))}
              />
            </Box>
            {holdsMembers(property.type) && (
              <Box sx={{ mt: 2, display: "flex", gap: 1 }}>
                <Box component={CornerDownRight} size={14} aria-hidden sx={{ flex: "none", mt: 2.5, color: "text.secondary" }} />
                <Box sx={{ flex: "1 1 0", minWidth: 0 }}>
                  <Members properties={property.properties} depth={depth + 1} at={`${id}-`} onChange={(members, about) => set(index, { properties: members }, about)} />
                </Box>
              </Box>
            )}
          </li>
        );
      })}
      <li>
        <Button size="small" variant="text" startIcon={<Plus size={14} aria-hidden />} onClick={() => onChange([...properties, newProperty(properties)])}>
          {t(depth === 0 ? "model.add" : "model.addMember")}
        </Button>
      </li>
    </Box>
  );
}
