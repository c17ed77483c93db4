/**
 * The page's event loop: passes what the person does and what the connection reports to the page's
 * state, carries out the effects, and draws. It must not make decisions itself, nor know elements.
 *
 * @module
 */

import { match } from "../../actors/encoding/match.ts";
import { Driver } from "../connection/driver.ts";
import { formatSavedSeat, parseSavedSeat, type ResumableSeat } from "../connection/saved_seat.ts";
import { hasRoom } from "../connection/outbox.ts";
import { type Calendar, calendar } from "../languages/calendar.ts";
import type { Browser } from "./browser.ts";
import { changeDraft, pauseTyping, submit } from "./compose.ts";
import { formatSavedPage, parseSavedPage } from "./saved_page.ts";
import {
  applyEvent,
  type Attention,
  changeSettings,
  denyNotifications,
  emptyPage,
  join,
  leave,
  type Page,
  type PageEffect,
  type PageOptions,
  type PageStep,
  rejoin,
  restore,
  setAttention,
  type Settings,
  startOver,
} from "./page.ts";
import { hasCountdown, type PageView, type ProblemAction, viewOf } from "./page_view.ts";
import { formatPreferences } from "./preferences.ts";
import { type Block, layOutLog } from "./message_layout.ts";

/** Everything that is drawn. */
export interface Drawing {
  readonly page: Page;
  readonly view: PageView;
  /** The same array as before if nothing in the log has changed. */
  readonly blocks: readonly Block[];
}

/** Draws synchronously. */
export type Draw = (drawing: Drawing) => void;

/** How often a countdown is redrawn, in milliseconds. */
const COUNTDOWN_MS = 1_000;

/** One loaded page. Its methods are the person's actions. */
export class PageShell {
  readonly #browser: Browser;
  readonly #draw: Draw;
  readonly #calendar: Calendar;
  #page: Page;
  #driver: Driver | undefined;
  /** The seat as last saved. */
  #seat: ResumableSeat | undefined;
  /** The last layout, and the values that it depends on. */
  #layout: { readonly of: readonly unknown[]; readonly blocks: readonly Block[] } | undefined;
  #cancelTypingPause: () => void = () => {};
  #cancelCountdown: () => void = () => {};

  constructor(options: PageOptions, browser: Browser, draw: Draw) {
    this.#browser = browser;
    this.#draw = draw;
    this.#page = emptyPage(options);
    this.#calendar = calendar(options.texts.language);
  }

  /** Shows the page, in the chat if it was there before a reload. */
  open(): void {
    const { sessionStorage } = this.#browser;
    this.#seat = parseSavedSeat(sessionStorage.get(this.#seatName) ?? "");
    if (this.#seat === undefined) return this.#paint();
    const { name, chat: { log }, times } = this.#page;
    const saved = parseSavedPage(sessionStorage.get(this.#logName) ?? "") ?? { name, log, times };
    this.#apply(restore(this.#page, saved.name, saved.log, saved.times));
  }

  /** Saves the log for a reload. The browser may end the page at any time. */
  readonly save = (): void => {
    if (this.#seat === undefined || this.#page.stage !== "chat") return;
    const { chat: { membership, log }, name, times } = this.#page;
    const saved = { name: membership?.you.name ?? name, log, times };
    this.#browser.sessionStorage.set(this.#logName, formatSavedPage(saved));
  };

  readonly join = (name: string): void => this.#apply(join(this.#page, name));

  readonly changeDraft = (text: string): void =>
    this.#apply(changeDraft(this.#page, text, this.#browser.now()));

  readonly submit = (): void => {
    const outbox = this.#driver?.connection.outbox;
    const canSay = outbox !== undefined && hasRoom(outbox);
    this.#apply(submit(this.#page, this.#browser.now(), canSay));
  };

  readonly leave = (): void => this.#apply(leave(this.#page));

  readonly changeSettings = (changed: Partial<Settings>): void =>
    this.#apply(changeSettings(this.#page, changed));

  readonly setAttention = (attention: Partial<Attention>): void =>
    this.#apply(setAttention(this.#page, attention));

  /** Reconnects now, if a reconnect is scheduled. */
  readonly retry = (): void => this.#driver?.retry();

  /** Does what a problem's button says. */
  readonly solve = (action: Exclude<ProblemAction, "reload">): void => {
    this.#apply(action === "rejoin" ? rejoin(this.#page) : startOver(this.#page));
  };

  get #seatName(): string {
    return `tospann.seat.${this.#page.room}`;
  }

  get #logName(): string {
    return `tospann.log.${this.#page.room}`;
  }

  #apply(step: PageStep): void {
    const before = this.#page;
    this.#take(step);
    if (step.page !== before) this.#paint();
  }

  /** Applies a step without drawing. */
  #take({ page, effects }: PageStep): void {
    this.#page = page;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: PageEffect): void {
    const { now, schedule, sessionStorage, localStorage } = this.#browser;
    match<PageEffect, void>(effect, {
      input: ({ input }) => this.#driver?.take(input),
      start: () => this.#start(),
      scheduleTypingPause: ({ ms }) => {
        this.#cancelTypingPause();
        this.#cancelTypingPause = ms === undefined
          ? () => {}
          : schedule(ms, () => this.#apply(pauseTyping(this.#page, now())));
      },
      notify: ({ from, text }) => this.#browser.notify(from, text),
      savePreferences: () => localStorage.set("tospann", formatPreferences(this.#page)),
      requestNotifications: async () => {
        const isAllowed = await this.#browser.requestNotifications();
        if (!isAllowed) this.#apply(denyNotifications(this.#page));
      },
      removeSaved: ({ seat }) => {
        sessionStorage.set(this.#seatName, undefined);
        if (!seat) return;
        sessionStorage.set(this.#logName, undefined);
        this.#seat = undefined;
      },
    });
  }

  #start(): void {
    const { name, room, chat: { log } } = this.#page;
    const seat = this.#seat;
    const { now, random, randomId, connect } = this.#browser;
    const ifCurrent = (run: () => void) => {
      if (this.#driver === driver) run();
    };
    const driver: Driver = new Driver({ name, room, savedSeat: seat }, {
      clock: this.#browser,
      random,
      randomId,
      connect,
      saveSeat: (seat) => ifCurrent(() => this.#saveSeat(seat)),
    }, {
      onEvent: (event) => ifCurrent(() => this.#take(applyEvent(this.#page, event, now()))),
      onSettled: () => ifCurrent(() => this.#paint()),
      // Drawing is synchronous.
      whenShown: (done) => done(),
    });
    this.#driver = driver;
    // If only the seat was saved, the log lacks the texts that it will send again.
    for (const { id, text } of seat?.texts ?? []) {
      if (log.entries.some((entry) => entry.type === "own" && entry.id === id)) continue;
      this.#take(applyEvent(this.#page, { type: "queued", id, text }, now()));
    }
    driver.start();
  }

  #saveSeat(seat: ResumableSeat | undefined): void {
    this.#seat = seat;
    // Save the log first: it must have every text that the seat records as shown.
    this.save();
    this.#browser.sessionStorage.set(this.#seatName, seat && formatSavedSeat(seat));
  }

  #paint(): void {
    const now = this.#browser.now();
    const waiting = this.#driver?.connection.outbox.texts.length ?? 0;
    const view = viewOf(this.#page, { now, waiting, calendar: this.#calendar });
    this.#draw({ page: this.#page, view, blocks: this.#layOut(now) });
    this.#cancelCountdown();
    if (hasCountdown(this.#page)) {
      this.#cancelCountdown = this.#browser.schedule(COUNTDOWN_MS, () => this.#paint());
    }
    this.#reportSeen();
  }

  #layOut(now: number): readonly Block[] {
    const { chat: { log, membership }, times, texts, name } = this.#page;
    const you = membership?.you.name ?? name;
    const of = [log.entries, you, this.#calendar.day(now)];
    if (this.#layout?.of.every((value, i) => value === of[i])) return this.#layout.blocks;
    const blocks = layOutLog(log, times, { texts, calendar: this.#calendar, you, now });
    this.#layout = { of, blocks };
    return blocks;
  }

  #reportSeen(): void {
    const { isFocused, isAtEnd, settings, stage } = this.#page;
    const driver = this.#driver;
    if (driver === undefined || stage !== "chat") return;
    const { lastSeq, readPosition, phase } = driver.connection;
    if (!isFocused || !isAtEnd || !settings.receipts || phase === "ended") return;
    if (lastSeq > readPosition.seen) driver.take({ type: "seen", seq: lastSeq });
  }
}
