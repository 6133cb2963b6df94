import { ActionIcon } from "@aqtra/ui";
import { Box, MenuItem, Select, Typography } from "@mui/material";
import { ChevronFirst, ChevronLeft, ChevronRight } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

interface KeysetPagerProps {
  from: number;
  shown: number;
  count: number | undefined;
  pageSize: number;
  sizes: readonly number[];
  onPageSize: (size: number) => void;
  /** Absent where there is nowhere to go. */
  onFirst?: () => void;
  onPrevious?: () => void;
  onNext?: () => void;
}

const number = (value: number): string => new Intl.NumberFormat().format(value);

/** First, previous, next: a keyset has no page numbers, but its last page is as quick as its first. */
export function KeysetPager({ from, shown, count, pageSize, sizes, onPageSize, onFirst, onPrevious, onNext }: KeysetPagerProps) {
  const { t } = useTranslation("maintenance");
  const id = useId();
  const range = { from: number(from), to: number(from + shown - 1) };
  return (
    <Box className="grid-pager">
      <Typography variant="body2" color="textSecondary" role="status">
        {count === undefined ? t("entries.range", range) : t("entries.rangeOf", { ...range, all: number(count) })}
      </Typography>
      <Box component="nav" aria-label={t("entries.pages")} sx={{ display: "flex", '[dir="rtl"] & svg': { transform: "scaleX(-1)" } }}>
        <ActionIcon size="small" icon={ChevronFirst} name={t("entries.first")} disabled={!onFirst} onClick={onFirst} />
        <ActionIcon size="small" icon={ChevronLeft} name={t("entries.previous")} disabled={!onPrevious} onClick={onPrevious} />
        <ActionIcon size="small" icon={ChevronRight} name={t("entries.next")} disabled={!onNext} onClick={onNext} />
      </Box>
      <Box sx={{ display: "flex", alignItems: "center", gap: 2 }}>
        <Typography id={id} variant="body2" color="textSecondary" component="label">
          {t("entries.pageSize")}
        </Typography>
        <Select size="small" labelId={id} value={pageSize} onChange={(event) => onPageSize(Number(event.target.value))} sx={{ minHeight: 28, "& .MuiSelect-select": { py: 0.5, fontSize: "0.8125rem" } }}>
          {sizes.map((size) => (
            <MenuItem key={size} value={size}>
              {size}
            </MenuItem>
          ))}
        </Select>
      </Box>
    </Box>
  );
}
