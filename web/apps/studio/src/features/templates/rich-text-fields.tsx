import { ActionIcon } from "@aqtra/ui";
import { Box, Button, Paper } from "@mui/material";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { ElementOf, Paragraph, Piece } from "./api";
import type { ElementFieldsProps } from "./element-properties";
import { Choice, ExpressionInput } from "./fields";
import type { Scope } from "./model-paths";
import { newPiece } from "./new-parts";
import { AlignButtons, LookButtons } from "./style-fields";

const KINDS: Paragraph["kind"][] = ["body", "heading1", "heading2", "heading3", "bullet", "number"];

/** Paragraphs, each made of pieces that are written in one way. */
export function RichTextFields({ element, scope, onChange }: ElementFieldsProps<ElementOf<"rich_text">>) {
  const { t } = useTranslation("templates");
  const { paragraphs } = element;
  const set = (next: Paragraph[], about = ""): void => onChange({ ...element, paragraphs: next }, about);
  return (
    <>
      {paragraphs.map((paragraph, index) => (
        <ParagraphFields
          key={index}
          number={index + 1}
          paragraph={paragraph}
          scope={scope}
          onChange={(changed, about) => set(paragraphs.map((found, place) => (place === index ? changed : found)), about === "" ? "" : `${index}:${about}`)}
          onRemove={() => set(paragraphs.filter((_, place) => place !== index))}
        />
      ))}
      <Button size="small" variant="outlined" startIcon={<Plus size={14} aria-hidden />} sx={{ justifySelf: "start" }} onClick={() => set([...paragraphs, { kind: "body", align: "start", pieces: [newPiece()] }])}>
        {t("richText.add")}
      </Button>
    </>
  );
}

interface ParagraphProps {
  number: number;
  paragraph: Paragraph;
  scope: Scope;
  onChange: (paragraph: Paragraph, about: string) => void;
  onRemove: () => void;
}

function ParagraphFields({ number, paragraph, scope, onChange, onRemove }: ParagraphProps) {
  const { t } = useTranslation("templates");
  const title = t("richText.paragraph", { number });
  const { pieces } = paragraph;
  const setPieces = (next: Piece[], about = ""): void => onChange({ ...paragraph, pieces: next }, about);
  return (
    <Paper variant="outlined" component="section" aria-label={title} sx={{ p: 3, display: "grid", gap: 2, gridTemplateColumns: "minmax(0, 1fr)" }}>
      <Box sx={{ display: "flex", alignItems: "flex-end", gap: 2 }}>
        <Choice id={`paragraph-${number}-kind`} label={title} value={paragraph.kind} choices={KINDS} name={(kind) => t(`richText.kinds.${kind}`)} onChange={(kind) => onChange({ ...paragraph, kind }, "")} />
        <ActionIcon icon={Trash2} size="small" name={t("remove", { name: title })} sx={{ mb: 1 }} onClick={onRemove} />
      </Box>
      <AlignButtons value={paragraph.align} onChange={(align) => onChange({ ...paragraph, align }, "")} />
      {pieces.map((piece, index) => {
        const set = (change: Partial<Piece>, about = ""): void => setPieces(pieces.map((found, place) => (place === index ? { ...found, ...change } : found)), about);
        const name = t("richText.piece", { number: index + 1 });
        return (
          <Box key={index} sx={{ display: "grid", gap: 1, gridTemplateColumns: "minmax(0, 1fr)" }}>
            <ExpressionInput id={`paragraph-${number}-piece-${index}`} label={name} isText lines={2} paths={scope.values} value={piece.text} onChange={(text) => set({ text }, `piece:${index}`)} />
            <Box sx={{ display: "flex", justifyContent: "space-between" }}>
              <LookButtons value={piece} onChange={set} />
              {pieces.length > 1 && <ActionIcon icon={Trash2} size="small" name={t("remove", { name })} onClick={() => setPieces(pieces.filter((_, place) => place !== index))} />}
            </Box>
          </Box>
        );
      })}
      <Button size="small" variant="text" startIcon={<Plus size={14} aria-hidden />} sx={{ justifySelf: "start" }} onClick={() => setPieces([...pieces, newPiece()])}>
        {t("richText.addPiece")}
      </Button>
    </Paper>
  );
}
