// One way to drive Chromium (by Playwright) and Firefox (by geckodriver): start, open a page, call
// a function in it, wait for something. No test knows which of the two it talks to.
//
// Waiting has a generous limit that only ends what would hang; nothing here measures time.

import { Builder, Key } from 'selenium-webdriver';
import firefox from 'selenium-webdriver/firefox.js';
import { chromium } from 'playwright-core';

/** How long anything may take before a test gives up, in milliseconds. */
export const LIMIT_MS = 90_000;

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
const GECKODRIVER = process.env.GECKODRIVER ?? 'geckodriver';

/** The window of every page, unless a test wants another. */
const WINDOW = { width: 1280, height: 900 };

/** What WebDriver calls keys that write nothing. */
const KEYS = {
  Tab: Key.TAB, Enter: Key.ENTER, Escape: Key.ESCAPE, Home: Key.HOME, ArrowDown: Key.ARROW_DOWN, ArrowRight: Key.ARROW_RIGHT,
};

/** The names that `launch` takes. */
export const BROWSERS = ['chromium', 'firefox'];

/**
 * Starts the browser of that name.
 *
 * @param {string[]} [flags] more arguments for Chromium
 */
export function launch(name, flags = []) {
  return name === 'chromium' ? launchChromium(flags) : launchFirefox();
}

async function launchChromium(flags) {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
      '--disable-background-networking', '--disable-component-update', ...flags],
  });
  return {
    name: 'chromium',
    /** Opens a page in a profile of its own. */
    async open(url, size = WINDOW) {
      const context = await browser.newContext({ viewport: size });
      const requests = [];
      context.on('request', (request) => requests.push(request.url()));
      const page = await context.newPage();
      await page.goto(url);
      return new Page((source) => page.evaluate(source), () => context.close(), {
        visit: (url) => page.goto(url), press: (key) => page.keyboard.press(key), requests,
      });
    },
    /** Opens a page that stands in no other. Here every page does. */
    openTop(url) {
      return this.open(url);
    },
    close: () => browser.close(),
  };
}

async function launchFirefox() {
  const options = new firefox.Options().setBinary(FIREFOX).addArguments('-headless')
    // Nothing leaves this machine.
    .setPreference('network.captive-portal-service.enabled', false)
    .setPreference('network.connectivity-service.enabled', false)
    .setPreference('app.update.enabled', false)
    .setPreference('browser.safebrowsing.update.enabled', false)
    .setPreference('datareporting.policy.dataSubmissionEnabled', false);
  const driver = await new Builder().forBrowser('firefox').setFirefoxOptions(options)
    .setFirefoxService(new firefox.ServiceBuilder(GECKODRIVER)).build();
  const press = (key) => driver.actions().sendKeys(KEYS[key] ?? key).perform();
  await driver.manage().setTimeouts({ script: LIMIT_MS, pageLoad: LIMIT_MS });
  return {
    name: 'firefox',
    // A window is never narrower than 500 pixels, so every page is in a frame. Setting the viewport
    // through WebDriver BiDi would do as well, but BiDi now and then stops answering where workers
    // start workers.
    async open(url, { width, height } = WINDOW) {
      await driver.get(`${new URL('/frame.html', url)}`);
      const frame = await driver.executeScript(`
        const frame = document.createElement('iframe');
        Object.assign(frame, { width: arguments[1], height: arguments[2], allow: 'cross-origin-isolated' });
        frame.style.border = '0';
        const loaded = new Promise((resolve) => { frame.onload = () => resolve(frame); });
        frame.src = arguments[0];
        document.body.style.margin = '0';
        document.body.append(frame);
        return loaded;`, url, width, height);
      await driver.switchTo().frame(frame);
      return new Page((source) => driver.executeScript(`return ${source}`), () => driver.get('about:blank'), { press });
    },
    async openTop(url) {
      await driver.get(url);
      return new Page((source) => driver.executeScript(`return ${source}`), () => driver.get('about:blank'),
        { visit: (url) => driver.get(url), press });
    },
    close: () => driver.quit(),
  };
}

/** A page that is open. */
export class Page {
  /** Evaluates an expression in the page; leaves the page. */
  #evaluate;
  #leave;

  /**
   * @param {object} [hands] what else a test may do
   * @param {(url: string) => Promise<unknown>} [hands.visit] goes to another address, where the page is not in a frame
   * @param {(key: string) => Promise<unknown>} [hands.press] presses a key as a reader does
   * @param {string[]} [hands.requests] the addresses that were asked for, where the browser tells
   */
  constructor(evaluate, leave, { visit, press, requests } = {}) {
    this.#evaluate = evaluate;
    this.#leave = leave;
    this.visit = visit;
    this.press = press;
    this.requests = requests;
  }

  /** Calls `body`, which sees nothing but the page and `values`, in the page; waits for promises. */
  call(body, ...values) {
    return this.#evaluate(`(${body})(...${JSON.stringify(values)})`);
  }

  /** Waits until `body` returns something true in the page, and returns it. */
  async until(what, body, ...values) {
    const start = Date.now();
    for (;;) {
      const found = await this.call(body, ...values).catch((error) => {
        // The page is being left, for instance reloaded: what is waited for may be on the next one.
        if (!/context was destroyed|context has been discarded|because of a navigation/.test(error.message)) throw error;
      });
      if (found) return found;
      if (Date.now() - start > LIMIT_MS) {
        const text = await this.call(() => document.body.innerText.slice(0, 2000));
        throw new Error(`${what}: not within ${LIMIT_MS / 1000} s. The page says:\n${text}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  close() {
    return this.#leave();
  }
}
