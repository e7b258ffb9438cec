// Plays a ticket's life at the demonstration's desk in Chromium, as an artist, a technical director and a lead would: with the keyboard, in
// one language, and looks at every page on the way: axe-core, both themes, wide and narrow.
// usage: node desk.mjs ADDRESS PICTURES LANGUAGE [noscript]   (prints each fault on a line; 1 when there is any)
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'target-size': { enabled: true } } };
const WIDTHS = [1440, 320];
const [address, pictures, language, mode] = process.argv.slice(2);
const scripts = mode !== 'noscript';
const faults = [];
let views = 0;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

/** Somebody's browser, signed in. */
async function enter(login) {
  const context = await browser.newContext({ javaScriptEnabled: scripts, locale: language === 'fr' ? 'fr-FR' : 'en-GB', viewport: { width: 1440, height: 1000 }, colorScheme: 'dark', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && !page.url().endsWith('/nowhere') && faults.push(`${login}: ${message.text()} ${message.location().url}`));
  page.on('request', (request) => request.url().startsWith(address) || faults.push(`${login}: asks for ${request.url()}`));
  await page.goto(`${address}/sign-in`);
  await page.click(`button[value=${login}]`);
  if ((await page.getAttribute('html', 'lang')) !== language) await page.click(`.prefs button[value=${language}]`);
  return page;
}

/** What axe-core finds in a page, and whether it is wider than the screen. Without scripts only the width is looked at. */
async function look(page, name) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 1000 });
    for (const theme of ['dark', 'light']) {
      await page.emulateMedia({ colorScheme: theme });
      views += 1;
      if (scripts) {
        const over = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) faults.push(`${name}: ${over} px wider than ${width}`);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
        for (const { id, help, nodes } of violations) faults.push(`${name} ${theme} ${width}: ${id} (${help}) × ${nodes.length}: ${nodes[0].html.slice(0, 160)}`);
      }
      await page.screenshot({ path: join(pictures, `${name}-${language}-${theme}-${width}.png`), fullPage: true });
    }
  }
  await page.setViewportSize({ width: 1440, height: 1000 });
  await page.emulateMedia({ colorScheme: 'dark' });
}

/** Fills fields by their names. */
const fill = async (page, fields) => {
  for (const [name, value] of Object.entries(fields)) await page.locator(`#act [name=${name}]:visible`).first().fill(value);
};
/** Presses the one filled button of the next step, by the keyboard. */
const press = async (page, selector = '#act .btn.go') => {
  await page.locator(selector).first().focus();
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
};

const artist = await enter('malo');
await artist.goto(`${address}/report`);
await look(artist, 'report');
// An artist's report: five things to do at most. Here: a sentence, a path, and Enter.
await artist.fill('#sentence', 'Le museau clignote <script>alert(1)</script>');
await artist.fill('#paths', 'K:\\keeper\\sq010\\sh020\\render\\beauty.1014.exr');
await artist.keyboard.press('Enter');
await artist.waitForURL(/tickets\/\d+/);
const ticket = artist.url().split('#')[0];
// The page looks again by itself, with a script or without.
await artist.waitForSelector('#image', { timeout: 60_000 });
if (!(await artist.locator('#image .mark').count())) faults.push('the place of the fault is not ringed');
await look(artist, 'ticket-artist');

const td = await enter('ines');
await look(td, 'queue');
await td.goto(ticket);
await look(td, 'ticket-td');
await fill(td, { text: 'Le museau clignote sur une image. Est-ce cela ?' });
await press(td);
await artist.goto(ticket);
await look(artist, 'ticket-confirm');
await press(artist);
await td.goto(ticket);
await look(td, 'ticket-diagnose');
await fill(td, { goal: 'revue', need: 'une image propre' });
await press(td);
await look(td, 'ticket-propose');
await fill(td, { what: 'Boucher', skills: 'Inès', delay: '10 min', means: 'aucun', impact: 'une image', bottleneck: 'aucun' });
await press(td);
await look(td, 'ticket-decide');
await fill(td, { why: 'la revue est à 16 h' });
await press(td);
await fill(td, { nature: 'Votre image sera propre', delay: 'à 15 h' });
await press(td);
await artist.goto(ticket);
await look(artist, 'ticket-answer');
await press(artist);
const lead = await enter('paul');
await lead.goto(ticket);
await fill(lead, { who: 'Inès', from: '2099-11-25', to: '2099-11-25' });
await press(lead);
await td.goto(ticket);
await fill(td, { what: 'bouché', proof: 'rien d’autre', criteria: 'plus de points' });
await press(td);
await artist.goto(ticket);
await press(artist);
await td.goto(ticket);
await look(td, 'ticket-write');
await fill(td, { title: 'NaN', symptom: 'points', environment: 'nuit', cause: 'division', evidence: 'pixel', fix: 'boucher', limits: 'aucune', place: 'rendu' });
await press(td);
await lead.goto(ticket);
await press(lead);
await artist.goto(ticket);
const state = await artist.getAttribute('.states li:last-child', 'class');
if (state !== 'here') faults.push(`the ticket is not closed: ${await artist.locator('.states .here').innerText()}`);

for (const [page, path, name] of [
  [artist, '/tickets', 'mine'],
  [artist, '/notices', 'notices'],
  [artist, '/notice/1', 'notice'],
  [artist, '/nowhere', 'nowhere'],
  [td, '/me', 'portfolio'],
  [td, '/search?q=museau', 'search'],
  [await enter('admin'), '/settings/keeper', 'settings'],
]) {
  await page.goto(`${address}${path}`);
  await look(page, name);
}
await browser.close();
for (const fault of [...new Set(faults)]) console.log(fault);
console.log(`   views: ${views}, faults: ${faults.length}`);
process.exitCode = faults.length > 0 ? 1 : 0;
