import { Image } from "lucide-react";
import { useTranslation } from "react-i18next";

import { cssSize } from "../box";
import type { ViewProps } from "../define";
import { Picture, PictureRoom } from "../shared/picture";
import { shownSource, wordsOf } from "../shared/shown-source";
import type { imageSettings } from "./index";

export function ImageView({ settings, field, runtime, design }: ViewProps<typeof imageSettings>) {
  const { t } = useTranslation("components");
  const source = shownSource(settings, field);
  // A bound picture is named by its property; only a static one needs the name of its file.
  const { url, info, failure } = runtime.useFile(source, source !== null && "reference" in source);
  const domainPicture = runtime.useNoImage();
  const standIn = settings.no_image_placeholder || domainPicture;
  const standInUrl = standIn ? runtime.fileUrl(standIn) : undefined;
  const sized = cssSize(settings.height) !== undefined;
  const title = field?.property?.title || field?.property?.name;

  if (url && !failure) return <Picture src={url} alt={title ?? (info ? wordsOf(info.name) : "")} height={settings.height} />;
  if (failure) return <PictureRoom icon={Image} text={t("pictureBroken")} sized={sized} />;
  if (settings.show_placeholder_image) {
    return standInUrl ? <Picture src={standInUrl} alt={t("pictureNone")} height={settings.height} /> : <PictureRoom icon={Image} text={t("pictureNone")} sized={sized} />;
  }
  // On the canvas the element must be found; a reader sees nothing where nothing is.
  return design ? <PictureRoom icon={Image} text={title ?? t("emptyImage")} sized={sized} /> : null;
}
