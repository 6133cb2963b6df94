import Box from "@mui/material/Box";
import MenuItem from "@mui/material/MenuItem";
import Pagination from "@mui/material/Pagination";
import MuiSelect from "@mui/material/Select";
import Typography from "@mui/material/Typography";
import { useId } from "react";
import { useTranslation } from "react-i18next";

interface PagerProps {
  page: number;
  pageSize: number;
  count: number;
  locale: string;
  onPage: (page: number) => void;
  onPageSize: (size: number) => void;
}

const SIZES = [10, 25, 50, 100];

/** First, previous, numbers, next, last; rows per page; what part is shown. */
export function Pager({ page, pageSize, count, locale, onPage, onPageSize }: PagerProps) {
  const { t } = useTranslation("components");
  const id = useId();
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  const pages = Math.max(1, Math.ceil(count / pageSize));
  const sizes = SIZES.includes(pageSize) ? SIZES : [...SIZES, pageSize].sort((a, b) => a - b);
  const from = Math.min(page * pageSize + 1, count);
  const to = Math.min((page + 1) * pageSize, count);
  return (
    <Box className="grid-pager">
      <Typography variant="body2" color="textSecondary" role="status">
        {t("gridRange", { from: number(from), to: number(to), count: number(count), ordinal: false })}
      </Typography>
      <Pagination
        size="small"
        shape="rounded"
        aria-label={t("gridPages")}
        page={page + 1}
        count={pages}
        siblingCount={1}
        boundaryCount={1}
        showFirstButton
        showLastButton
        onChange={(_, next) => {
          onPage(next - 1);
        }}
      />
      <Box sx={{ display: "flex", alignItems: "center", gap: 2 }}>
        <Typography id={id} variant="body2" color="textSecondary" component="label">
          {t("gridRows")}
        </Typography>
        <MuiSelect
          size="small"
          labelId={id}
          value={pageSize}
          sx={{ minHeight: 28, "& .MuiSelect-select": { py: 0.5, fontSize: "0.8125rem" } }}
          onChange={(event) => {
            onPageSize(Number(event.target.value));
          }}
        >
          {sizes.map((size) => (
            <MenuItem key={size} value={size}>
              {size}
            </MenuItem>
          ))}
        </MuiSelect>
      </Box>
    </Box>
  );
}
