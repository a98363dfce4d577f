import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderReport } from "../../src/report/render-report.ts";
import { sampleTrading } from "../trading-report/sample-trading.ts";
import { sampleReport } from "./sample-run.ts";

const CHROMIUM = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"];
const CHARTS = ["#chart-equity", "#chart-drawdown", "#chart-exposure"] as const;
const DESKTOP: BrowserContextOptions = { viewport: { width: 1360, height: 900 } };
const PHONE: BrowserContextOptions = { viewport: { width: 375, height: 812 }, hasTouch: true };

const reason = existsSync(CHROMIUM) ? "" : ` (no Chromium at ${CHROMIUM}; set CHROMIUM_PATH)`;

describe.skipIf(reason !== "")(`the page of a trading run in a browser${reason}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "polytraders-trading-"));
  let address = "";
  let browser: Browser;
  const problems: string[] = [];

  beforeAll(async () => {
    const file = join(folder, "report.html");
    writeFileSync(file, renderReport(await sampleReport({ trading: sampleTrading() })));
    address = pathToFileURL(file).href;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

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

  function pictureOf(page: Page, chart: string): Promise<string> {
    return page
      .locator(`${chart} canvas`)
      .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ""));
  }

  /** Different colours among the pixels of a chart; a blank one has one. */
  function colorsOf(page: Page, chart: string): Promise<number> {
    return page.locator(`${chart} canvas`).evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0;
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(pixels?.data.buffer ?? new ArrayBuffer(0))).size;
    });
  }

  it("paints equity, drawdown and exposure, beside the charts of the markets", async () => {
    const page = await open(DESKTOP);
    for (const chart of [...CHARTS, "#chart-book"]) {
      expect(await colorsOf(page, chart)).toBeGreaterThan(10);
    }
    await page.context().close();
  });

  it("tells the values under the cursor in every chart", async () => {
    const page = await open(DESKTOP);
    const over = page.locator("#chart-equity .u-over");
    await over.scrollIntoViewIfNeeded();
    await over.hover({ position: { x: 500, y: 60 } });
    expect(await page.locator("#chart-equity .u-legend").textContent()).toMatch(
      /Effective equity\$\d+\.\d\d.*Halt\$\d+\.\d\d/s,
    );
    expect(await page.locator("#chart-drawdown .u-legend").textContent()).toMatch(
      /Drawdown[\d.]+ %/,
    );
    await page.context().close();
  });

  it("zooms all three charts together and back", async () => {
    const page = await open(DESKTOP);
    const whole = await pictureOf(page, "#chart-exposure");
    const over = page.locator("#chart-equity .u-over");
    await over.scrollIntoViewIfNeeded();
    const box = await over.boundingBox();
    if (box === null) throw new Error("no chart");
    await page.mouse.move(box.x + 200, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + 400, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => pictureOf(page, "#chart-exposure")).not.toBe(whole);
    await over.dblclick({ position: { x: 300, y: 60 } });
    await page.mouse.move(5, 5);
    await expect.poll(() => pictureOf(page, "#chart-exposure")).toBe(whole);
    await page.context().close();
  });

  it("fits a phone without scrolling sideways; wide tables scroll by themselves", async () => {
    const page = await open(PHONE);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    const strategies = page.getByRole("region", { name: "Strategies" }).last();
    expect(await strategies.evaluate((region) => region.scrollWidth > region.clientWidth)).toBe(
      true,
    );
    await page.context().close();
  });

  it("follows the system between light and dark, with readable gains and losses", async () => {
    const page = await open({ ...DESKTOP, colorScheme: "light" });
    const before = await pictureOf(page, "#chart-drawdown");
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => pictureOf(page, "#chart-drawdown")).not.toBe(before);
    const loss = (): Promise<string> =>
      page
        .locator(".loss")
        .first()
        .evaluate((element) => getComputedStyle(element).color);
    expect(await loss()).toBe("rgb(255, 143, 134)");
    await page.context().close();
  });

  it("did all this without an error, a warning or a request", () => {
    expect(problems).toEqual([]);
  });
});
