import { Shapes } from "lucide-react";
import { useTranslation } from "react-i18next";

import { cssSize } from "../box";
import type { ViewProps } from "../define";
import { Picture, PictureRoom } from "../shared/picture";
import { shownSource, wordsOf } from "../shared/shown-source";
import type { svgSettings } from "./index";

/** Drawn as a picture, never as a part of the page: scripts in it do not run, and nothing in it is fetched. */
export function SvgView({ settings, field, runtime, design }: ViewProps<typeof svgSettings>) {
  const { t } = useTranslation("components");
  const source = shownSource(settings, field);
  const { url, info, failure } = runtime.useFile(source, source !== null && "reference" in source);
  const sized = cssSize(settings.height) !== undefined;
  const title = field?.property?.title || field?.property?.name;
  if (url && !failure) return <Picture src={url} alt={title ?? (info ? wordsOf(info.name) : "")} height={settings.height} grows />;
  if (failure) return <PictureRoom icon={Shapes} text={t("pictureBroken")} sized={sized} />;
  return design ? <PictureRoom icon={Shapes} text={title ?? t("emptySvg")} sized={sized} /> : null;
}
