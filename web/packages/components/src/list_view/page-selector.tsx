import Pagination from "@mui/material/Pagination";
import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";

interface PageSelectorProps {
  page: number;
  pageSize: number;
  count: number;
  locale: string;
  onPage: (page: number) => void;
}

/** What part of the entries is shown, and the way to the others. */
export function PageSelector({ page, pageSize, count, locale, onPage }: PageSelectorProps) {
  const { t } = useTranslation("components");
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  return (
    <div className="list-pager">
      <Typography variant="body2" color="textSecondary" role="status">
        {t("gridRange", { from: number(page * pageSize + 1), to: number(Math.min((page + 1) * pageSize, count)), count: number(count), ordinal: false })}
      </Typography>
      <Pagination
        size="small"
        shape="rounded"
        aria-label={t("gridPages")}
        page={page + 1}
        count={Math.ceil(count / pageSize)}
        onChange={(_, next) => {
          onPage(next - 1);
        }}
      />
    </div>
  );
}
