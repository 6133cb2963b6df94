import ButtonBase from "@mui/material/ButtonBase";
import { useTranslation } from "react-i18next";

export interface LegendKey {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
}

interface LegendProps {
  readonly keys: readonly LegendKey[];
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}

/** Names and colours; a press hides or shows what it names. */
export function Legend({ keys, hidden, onToggle }: LegendProps) {
  const { t } = useTranslation("components");
  return (
    <ul className="chart-legend" aria-label={t("chartLegend")}>
      {keys.map(({ id, name, colour }) => (
        <li key={id} style={{ minWidth: 0 }}>
          <ButtonBase
            className="chart-key"
            aria-pressed={!hidden.has(id)}
            title={name}
            onClick={() => {
              onToggle(id);
            }}
          >
            <span className="chart-mark" style={{ background: colour }} aria-hidden />
            <span className="chart-name">{name}</span>
          </ButtonBase>
        </li>
      ))}
    </ul>
  );
}
