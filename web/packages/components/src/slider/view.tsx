import type { ViewProps } from "../define";
import { Carousel } from "./carousel";
import type { sliderSettings } from "./index";
import { Range } from "./range";
import { SlidesOnCanvas } from "./slides-on-canvas";

export function SliderView(props: ViewProps<typeof sliderSettings>) {
  const { settings, panels = [], design } = props;
  if (settings.mode === "range") return <Range {...props} />;
  return design ? <SlidesOnCanvas panels={panels} /> : <Carousel panels={panels} showArrows={settings.show_arrows} height={settings.height} />;
}
