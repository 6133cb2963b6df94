/** Self-hosted Inter, variable weight. Import once per app entry: `import "@aqtra/ui/fonts"`. */
import "@fontsource-variable/inter/wght.css";
