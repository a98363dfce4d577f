export * from "./prometheus-exporter.ts";
