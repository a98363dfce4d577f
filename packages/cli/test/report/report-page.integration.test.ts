import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderReport } from "../../src/report/render-report.ts";
import { sampleReport } from "./sample-run.ts";

const CHROMIUM = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const CHARTS = ["#chart-book", "#chart-decay", "#chart-flow"] as const;
const DESKTOP: BrowserContextOptions = { viewport: { width: 1360, height: 900 } };
const PHONE: BrowserContextOptions = { viewport: { width: 375, height: 812 }, hasTouch: true };

const reason = existsSync(CHROMIUM) ? "" : ` (no Chromium at ${CHROMIUM}; set CHROMIUM_PATH)`;

describe.skipIf(reason !== "")(`report.html in a browser${reason}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "polytraders-report-"));
  let address = "";
  let browser: Browser;
  const problems: string[] = [];

  beforeAll(async () => {
    const file = join(folder, "report.html");
    writeFileSync(file, renderReport(await sampleReport()));
    address = pathToFileURL(file).href;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens the report from the disk; whatever goes wrong in it, or leaves it, is noted. */
  async function open(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("request", (request) => {
      if (request.url() !== address) problems.push(`request to ${request.url()}`);
    });
    await page.goto(address);
    return page;
  }

  /** Different colours among the pixels of a chart; a blank one has one. */
  function colorsOf(page: Page, chart: string): Promise<number> {
    return page.locator(`${chart} canvas`).evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0;
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(pixels?.data.buffer ?? new ArrayBuffer(0))).size;
    });
  }

  function pictureOf(page: Page, chart: string): Promise<string> {
    return page
      .locator(`${chart} canvas`)
      .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ""));
  }

  async function clickChart(page: Page, chart: string, share: number): Promise<void> {
    const over = page.locator(`${chart} .u-over`);
    await over.scrollIntoViewIfNeeded();
    const box = await over.boundingBox();
    await over.click({ position: { x: (box?.width ?? 0) * share, y: 40 } });
  }

  it("paints three charts and changes all of them with the market", async () => {
    const page = await open(DESKTOP);
    const before = await Promise.all(CHARTS.map((chart) => pictureOf(page, chart)));
    for (const chart of CHARTS) expect(await colorsOf(page, chart)).toBeGreaterThan(20);
    await page.getByRole("radio", { name: "synthetic-2-news" }).check({ force: true });
    expect(await page.locator("#market-title").textContent()).toBe("synthetic-2-news");
    const after = await Promise.all(CHARTS.map((chart) => pictureOf(page, chart)));
    for (const [index, picture] of after.entries()) expect(picture).not.toBe(before[index]);
    await page.context().close();
  });

  it("lists the envelopes of a clicked time, holds them and lets go", async () => {
    const page = await open(DESKTOP);
    const cards = page.locator("#panel-list .card");
    expect(await cards.count()).toBe(0);
    await clickChart(page, "#chart-decay", 0.4);
    expect(await cards.count()).toBeGreaterThan(0);
    const card = cards.first();
    expect(await card.locator(".card-code").textContent()).toMatch(/^INTEL_|^RISK_/);
    expect(await card.textContent()).toMatch(
      /polytraders explain demo-20260105T000000Z-3fa2c1 e\d+/,
    );
    const held = await page.locator("#panel-time").textContent();
    await page.mouse.move(400, 10);
    await page.locator("#chart-book .u-over").hover({ position: { x: 20, y: 40 } });
    expect(await page.locator("#panel-time").textContent()).toBe(held);
    await page.keyboard.press("Escape");
    await page.locator("#chart-book .u-over").hover({ position: { x: 90, y: 40 } });
    expect(await page.locator("#panel-time").textContent()).not.toBe(held);
    await page.context().close();
  });

  it("copies the explain command", async () => {
    const page = await open({ ...DESKTOP, permissions: ["clipboard-read", "clipboard-write"] });
    await clickChart(page, "#chart-flow", 0.5);
    const button = page.locator("#panel-list .card button").nth(1);
    await button.click();
    await expect.poll(() => button.textContent()).toBe("Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /^polytraders explain demo-20260105T000000Z-3fa2c1 e\d+$/,
    );
    await page.context().close();
  });

  it("is usable by keyboard alone: market, steps between envelopes, hold, zoom", async () => {
    const page = await open(DESKTOP);
    const time = page.locator("#panel-time");
    await page.getByRole("radio", { name: "synthetic-1-calm" }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.locator("#market-title").textContent()).toBe("synthetic-2-news");
    await page.locator("#charts").focus();
    await page.keyboard.press("Home");
    const first = await time.textContent();
    await page.keyboard.press("ArrowRight");
    const second = await time.textContent();
    expect([first, second]).toEqual([
      expect.stringMatching(/^2026-01-05 .* UTC$/),
      expect.not.stringMatching(String(first)),
    ]);
    await page.keyboard.press("ArrowLeft");
    expect(await time.textContent()).toBe(first);
    const whole = await pictureOf(page, "#chart-flow");
    await page.keyboard.press("+");
    await expect.poll(() => pictureOf(page, "#chart-flow")).not.toBe(whole);
    await page.keyboard.press("0");
    await expect.poll(() => pictureOf(page, "#chart-flow")).toBe(whole);
    await page.context().close();
  });

  it("goes to a status change from the table", async () => {
    const page = await open(DESKTOP);
    await page.getByRole("radio", { name: "synthetic-2-news" }).check({ force: true });
    const row = page.locator("#event-rows tr", { hasText: "Status HALTED" }).first();
    const clock = await row.locator("button").textContent();
    await row.locator("button").click();
    expect(await page.locator("#panel-time").textContent()).toContain(String(clock));
    expect(await page.locator("#panel-list").textContent()).toContain("RISK_MARKET_HALTED");
    await page.context().close();
  });

  it("fits a phone without scrolling sideways, and answers a tap", async () => {
    const page = await open(PHONE);
    const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(375);
    const over = page.locator("#chart-book .u-over");
    await over.scrollIntoViewIfNeeded();
    await over.tap({ position: { x: 120, y: 60 } });
    expect(await page.locator("#panel-list .card").count()).toBeGreaterThan(0);
    expect(await width()).toBe(375);
    await page.context().close();
  });

  it("follows the system between light and dark, charts included", async () => {
    const page = await open({ ...DESKTOP, colorScheme: "light" });
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = { page: await background(), chart: await pictureOf(page, "#chart-decay") };
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await background()).not.toBe(light.page);
    await expect.poll(() => pictureOf(page, "#chart-decay")).not.toBe(light.chart);
    await page.context().close();
  });

  it.each(["light", "dark"] as const)("has readable contrast in %s mode", async (colorScheme) => {
    const page = await open({ ...DESKTOP, colorScheme });
    const ratios = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      const channel = (value: number): number => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      };
      const luminance = (name: string): number => {
        const hex = style.getPropertyValue(name).trim();
        const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
          channel(Number.parseInt(hex.slice(at, at + 2), 16)),
        );
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const contrast = (left: string, right: string): number => {
        const [low = 0, high = 0] = [luminance(left), luminance(right)].toSorted((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
      };
      const text = [
        "--text",
        "--muted",
        "--accent",
        "--bid",
        "--ask",
        "--decay",
        "--long",
        "--ofi",
        "--vpin",
      ];
      return [
        ...text.map((name): [string, number] => [name, contrast(name, "--surface")]),
        ["--warn-text", contrast("--warn-text", "--warn-page")] satisfies [string, number],
      ];
    });
    expect(ratios.filter(([, ratio]) => ratio < 4.5)).toEqual([]);
    await page.context().close();
  });

  it("did all this without an error, a warning or a request", () => {
    expect(problems).toEqual([]);
  });
});
