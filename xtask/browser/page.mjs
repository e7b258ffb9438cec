// Looks at pages of a check in Chromium, as a person would: in both languages and themes, wide and narrow, by keyboard alone, on paper.
// usage: node page.mjs PICTURES PAGE…   (prints each fault on a line; 1 when there is any)
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'target-size': { enabled: true } } };
const LANGUAGES = ['fr', 'en'];
const THEMES = ['dark', 'light'];
const WIDTHS = [1440, 390];
// WCAG 2.2, 1.4.10: the narrowest screen that shows a page without scrolling sideways.
const NARROWEST = 320;
const MOST_STOPS = 500;

const [pictures, ...pages] = process.argv.slice(2);
const faults = [];
let views = 0;

/** Opens a page; whatever it asks for besides itself is a fault, as is a script of its own. */
async function open(browser, path, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const url = pathToFileURL(resolve(path)).href;
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) faults.push(`${path}: asks for ${request.url()}`);
  });
  page.on('console', (message) => message.type() === 'error' && faults.push(`${path}: ${message.text()}`));
  await page.goto(url);
  if (await page.locator('script').count()) faults.push(`${path}: holds a script`);
  return page;
}

const sideways = (page) => page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);

/** Contrast, names, roles, targets: what axe-core knows of WCAG 2.2 A and AA. */
async function accessible(page, name) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
  for (const { id, help, nodes } of violations) {
    faults.push(`${name}: ${id} (${help}) × ${nodes.length}: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary.replace(/\s+/g, ' ').slice(0, 300)}`);
  }
}

async function look(browser, path, width) {
  const page = await open(browser, path, { viewport: { width, height: 900 }, colorScheme: 'dark' });
  for (const language of LANGUAGES) {
    await page.check(`#lang-${language}`);
    for (const theme of THEMES) {
      await page.check(`#theme-${theme}`);
      const name = `${basename(path, '.html')}-${language}-${theme}-${width}`;
      await accessible(page, name);
      if ((await sideways(page)) > 0) faults.push(`${name}: ${await sideways(page)} px wider than the screen`);
      const shown = await page.evaluate((other) => [...document.querySelectorAll(`span[lang=${other}]:not(.keep, .code)`)].filter((e) => e.offsetWidth > 1).length, LANGUAGES.find((other) => other !== language));
      if (shown > 0) faults.push(`${name}: ${shown} words of the other language are shown`);
      await page.screenshot({ path: join(pictures, `${name}.png`) });
      views += 1;
    }
  }
  await page.setViewportSize({ width: NARROWEST, height: 600 });
  if ((await sideways(page)) > 0) faults.push(`${path}: ${await sideways(page)} px wider than ${NARROWEST}`);
  await page.context().close();
}

/** Every control is reached with the tabulator, in the order of the page, and seen when it is. */
async function keyboard(browser, path) {
  const page = await open(browser, path, { viewport: { width: 1280, height: 800 } });
  const count = await page.evaluate(() => {
    const controls = [...document.querySelectorAll('a[href], input:checked, [tabindex="0"]')];
    controls.forEach((control, number) => (control.dataset.stop = number));
    return controls.length;
  });
  const met = [];
  for (let stop = 0; stop < Math.min(count, MOST_STOPS); stop += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const { dataset, outerHTML } = document.activeElement;
      const style = getComputedStyle(document.activeElement);
      const box = document.activeElement.getBoundingClientRect();
      const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 && box.right > 0 && box.bottom > 0;
      return { stop: dataset.stop, seen, html: outerHTML.slice(0, 120) };
    });
    met.push(Number(focus.stop));
    if (!focus.seen) faults.push(`${path}: the focus is not seen on ${focus.html}`);
  }
  if (met.some((stop, number) => stop !== number)) faults.push(`${path}: the tabulator goes ${met.join(' ')}`);
  await page.focus('input[name=lang]:checked');
  const before = await page.evaluate(() => document.querySelector('input[name=lang]:checked').id);
  await page.keyboard.press('ArrowRight');
  const after = await page.evaluate(() => document.querySelector('input[name=lang]:checked').id);
  if (before === after) faults.push(`${path}: the arrow keys do not switch the language`);
  await page.context().close();
}

/** Paper is light, whatever the screen, and holds no switch. */
async function paper(browser, path) {
  const page = await open(browser, path, { colorScheme: 'dark' });
  await page.check('#theme-dark');
  await page.emulateMedia({ media: 'print' });
  await accessible(page, `${path} on paper`);
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  if (background !== 'rgb(255, 255, 255)') faults.push(`${path}: paper is ${background}`);
  if (await page.locator('.switches').isVisible()) faults.push(`${path}: switches are printed`);
  await page.pdf({ path: join(pictures, `${basename(path, '.html')}.pdf`), format: 'A4', printBackground: true });
  await page.context().close();
}

// As root, Chromium starts only without its sandbox; it opens nothing but these pages.
const args = ['--disable-quic', '--no-first-run', '--force-color-profile=srgb', ...(process.getuid() === 0 ? ['--no-sandbox'] : [])];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
try {
  for (const path of pages) {
    if (!readFileSync(path, 'utf8').startsWith('<!DOCTYPE html>')) throw new Error(`${path} is no page`);
    for (const width of WIDTHS) await look(browser, path, width);
    await keyboard(browser, path);
    await paper(browser, path);
  }
} finally {
  await browser.close();
}
for (const fault of faults) console.log(fault);
console.log(`   pages: ${pages.length}, views: ${views}, faults: ${faults.length}`);
process.exit(faults.length > 0 || views === 0 ? 1 : 0);
