import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "/studio/",
  plugins: [react()],
  build: { outDir: "../../dist/studio", emptyOutDir: true, sourcemap: false },
});
