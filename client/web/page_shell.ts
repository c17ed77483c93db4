/**
 * The chat on a page: brings what the person does and what the connection tells to the page's state, carries out what
 * that decides, and has it drawn. It must not decide anything itself, nor know elements.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import { formatSavedSeat, parseSavedSeat, type SavedSeat } from "../connection/saved_seat.ts";
import { Driver } from "../connection/driver.ts";
import { hasRoom } from "../connection/outbox.ts";
import { type Calendar, calendar } from "../languages/calendar.ts";
import type { Browser } from "./browser.ts";
import { pause, submit, typed } from "./compose.ts";
import { formatSavedPage, parseSavedPage } from "./saved_page.ts";
import {
  beginAnew,
  emptyPage,
  forbidNotifying,
  goOn,
  hear,
  join,
  leave,
  type Page,
  type PageEffect,
  type PageStart,
  type PageStep,
  set,
  type Settings,
  takeUp,
  watch,
} from "./page.ts";
import { isCounting, type PageView, type Remedy, viewOf } from "./page_view.ts";
import { formatPreferences } from "./preferences.ts";
import { type Block, layOut } from "./message_layout.ts";

/** All that is drawn. */
export interface Drawing {
  readonly page: Page;
  readonly view: PageView;
  /** The same value as before, where nothing in it has changed. */
  readonly talk: readonly Block[];
}

/** Draws, at once. */
export type Draw = (drawing: Drawing) => void;

/** So often what counts down is drawn anew. */
const COUNT_MS = 1_000;

/** One page, as long as it is loaded. Its methods are what a person can do. */
export class PageShell {
  readonly #browser: Browser;
  readonly #draw: Draw;
  readonly #calendar: Calendar;
  #page: Page;
  #driver: Driver | undefined;
  /** The seat, as it was kept last. */
  #seat: SavedSeat | undefined;
  /** What was laid out last, and of what. */
  #laidOut: { readonly of: readonly unknown[]; readonly talk: readonly Block[] } | undefined;
  #cancelTyping: () => void = () => {};
  #cancelCount: () => void = () => {};

  constructor(start: PageStart, browser: Browser, draw: Draw) {
    this.#browser = browser;
    this.#draw = draw;
    this.#page = emptyPage(start);
    this.#calendar = calendar(start.words.language);
  }

  /** Shows the page; where it was in a chat when it was last loaded, it is so again. */
  open(): void {
    const { tab } = this.#browser;
    this.#seat = parseSavedSeat(tab.get(this.#seatName) ?? "");
    const kept = parseSavedPage(tab.get(this.#logName) ?? "");
    if (this.#seat === undefined) return this.#paint();
    const name = kept?.name ?? this.#page.name;
    const { log, times } = kept ?? { log: this.#page.chat.log, times: this.#page.times };
    this.#go(takeUp(this.#page, name, log, times));
  }

  /** Keeps what a reload is to find: the page may be gone at any time. */
  readonly keep = (): void => {
    if (this.#seat === undefined || this.#page.stage !== "chat") return;
    const { chat: { membership, log }, name, times } = this.#page;
    const kept = { name: membership?.you.name ?? name, log, times };
    this.#browser.tab.put(this.#logName, formatSavedPage(kept));
  };

  readonly join = (name: string): void => this.#go(join(this.#page, name));

  readonly type = (text: string): void => this.#go(typed(this.#page, text, this.#browser.now()));

  readonly submit = (): void => {
    const outbox = this.#driver?.connection.outbox;
    const canSay = outbox !== undefined && hasRoom(outbox);
    this.#go(submit(this.#page, this.#browser.now(), canSay));
  };

  readonly leave = (): void => this.#go(leave(this.#page));

  readonly set = (changed: Partial<Settings>): void => this.#go(set(this.#page, changed));

  readonly watch = (seen: Parameters<typeof watch>[1]): void => this.#go(watch(this.#page, seen));

  /** Whoever waits for the next attempt need not. */
  readonly retry = (): void => this.#driver?.retry();

  /** Does what a button promises; the page itself sees to `reload`. */
  readonly remedy = (remedy: Exclude<Remedy, "reload">): void => {
    switch (remedy) {
      case "retry":
        return this.retry();
      case "goOn":
        return this.#go(goOn(this.#page));
      case "beginAnew":
        return this.#go(beginAnew(this.#page));
      default:
        return assertNever(remedy);
    }
  };

  get #seatName(): string {
    return `tospann.seat.${this.#page.room}`;
  }

  get #logName(): string {
    return `tospann.log.${this.#page.room}`;
  }

  #go({ page, effects }: PageStep): void {
    const changed = page !== this.#page;
    this.#page = page;
    for (const effect of effects) this.#perform(effect);
    if (changed) this.#paint();
  }

  #perform(effect: PageEffect): void {
    const { now, schedule, tab, home, notify, askToNotify } = this.#browser;
    switch (effect.type) {
      case "input":
        this.#driver?.take(effect.input);
        break;
      case "start":
        this.#start();
        break;
      case "wakeTyping":
        this.#cancelTyping();
        this.#cancelTyping = effect.ms === undefined
          ? () => {}
          : schedule(effect.ms, () => this.#go(pause(this.#page, now())));
        break;
      case "alert":
        notify(effect.from, effect.text);
        break;
      case "remember":
        home.put("tospann", formatPreferences(this.#page));
        break;
      case "askPermission":
        askToNotify().then((allowed) => {
          if (!allowed) this.#go(forbidNotifying(this.#page));
        });
        break;
      case "forget":
        tab.put(this.#seatName, undefined);
        if (!effect.seat) break;
        tab.put(this.#logName, undefined);
        this.#seat = undefined;
        break;
      default:
        assertNever(effect);
    }
  }

  #start(): void {
    const { name, room, chat: { log } } = this.#page;
    const savedSeat = this.#seat;
    const { random, randomId, connect } = this.#browser;
    const driver: Driver = new Driver({ name, room, savedSeat }, {
      clock: this.#browser,
      random,
      randomId,
      connect,
      saveSeat: (seat) => {
        if (this.#driver === driver) this.#saveSeat(seat);
      },
    }, {
      onEvent: (event) => {
        if (this.#driver !== driver) return;
        const { page, effects } = hear(this.#page, event, this.#browser.now());
        this.#page = page;
        for (const effect of effects) this.#perform(effect);
      },
      onSettled: () => {
        if (this.#driver === driver) this.#paint();
      },
      // Drawing is synchronous.
      whenShown: (done) => done(),
    });
    this.#driver = driver;
    // What is not in the log, as where only the seat was kept, is still to be said.
    for (const { id, text } of savedSeat?.texts ?? []) {
      if (log.entries.some((entry) => entry.type === "own" && entry.id === id)) continue;
      this.#page = hear(this.#page, { type: "queued", id, text }, this.#browser.now()).page;
    }
    driver.start();
  }

  #saveSeat(seat: SavedSeat | undefined): void {
    this.#seat = seat;
    // The log first: it is not to lack what the seat says was shown.
    this.keep();
    this.#browser.tab.put(this.#seatName, seat && formatSavedSeat(seat));
  }

  #paint(): void {
    const now = this.#browser.now();
    const waiting = this.#driver?.connection.outbox.texts.length ?? 0;
    const view = viewOf(this.#page, { now, waiting, calendar: this.#calendar });
    this.#draw({ page: this.#page, view, talk: this.#talk(now) });
    this.#cancelCount();
    if (isCounting(this.#page)) {
      this.#cancelCount = this.#browser.schedule(COUNT_MS, () => this.#paint());
    }
    this.#tellSeen();
  }

  #talk(now: number): readonly Block[] {
    const { chat: { log, membership }, times, words, name } = this.#page;
    const you = membership?.you.name ?? name;
    const of = [log.entries, you, this.#calendar.day(now)];
    if (this.#laidOut?.of.every((value, i) => value === of[i])) return this.#laidOut.talk;
    const talk = layOut(log, times, { words, calendar: this.#calendar, you, now });
    this.#laidOut = { of, talk };
    return talk;
  }

  #tellSeen(): void {
    const { isWatched, isAtEnd, settings, stage } = this.#page;
    const driver = this.#driver;
    if (driver === undefined || stage !== "chat") return;
    const { lastSeq, readPosition, phase } = driver.connection;
    if (!isWatched || !isAtEnd || !settings.receipts || phase === "ended") return;
    if (lastSeq > readPosition.seen) driver.take({ type: "seen", seq: lastSeq });
  }
}
