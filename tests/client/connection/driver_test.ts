import { assertEquals } from "@std/assert";
import { encodeFrame } from "../../../actors/protocol/frame_codec.ts";
import type { ServerFrame } from "../../../actors/protocol/frames.ts";
import { Driver, type DriverView } from "../../../client/connection/driver.ts";
import type { ResumableSeat } from "../../../client/connection/saved_seat.ts";
import type { TransportHandler } from "../../../client/connection/transport.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { said, welcome } from "../../support/fakes/recorded_connection.ts";

/** A driver whose transports, clock and storage are in the test's hands. */
class DriverTest {
  readonly clock = new FakeClock();
  readonly transports: TransportHandler[] = [];
  /** Frames sent, attempts closed, and calls to the view, in order. */
  readonly log: string[] = [];
  readonly saved: (ResumableSeat | undefined)[] = [];
  readonly driver: Driver;

  constructor(view: Partial<DriverView> = {}) {
    this.driver = new Driver({ name: "ola", savedSeat: undefined }, {
      clock: this.clock,
      random: () => 0,
      randomId: () => "p",
      connect: (listener) => {
        this.transports.push(listener);
        return {
          send: (frame) => this.log.push(`> ${JSON.parse(frame).type}`),
          close: () => this.log.push("close"),
        };
      },
      saveSeat: (seat) => this.saved.push(seat),
    }, {
      onEvent: (event) => {
        this.log.push(event.type);
        view.onEvent?.(event);
      },
      onSettled: () => this.log.push("settled"),
      whenShown: view.whenShown ?? ((done) => done()),
    });
    this.driver.start();
  }

  get transport(): TransportHandler {
    const transport = this.transports.at(-1);
    if (transport === undefined) throw new Error("Cannot give a transport: none was opened");
    return transport;
  }

  receive(...frames: readonly ServerFrame[]): void {
    this.transport.onReceived(frames.map((frame) => encodeFrame(frame).trimEnd()));
  }

  join(): this {
    this.transport.onOpened();
    this.receive(welcome());
    this.log.length = 0;
    return this;
  }
}

Deno.test("driver: reports each input as settled, and clears its timers at the end", () => {
  const test = new DriverTest();
  test.transport.onOpened();
  test.receive(welcome());
  test.driver.take({ type: "leave" });
  test.transport.onClosed();
  assertEquals(test.log, [
    ...["> hello", "settled", "welcome", "> ack", "settled"],
    ...["> leave", "settled", "ended", "close", "settled"],
  ]);
  assertEquals(test.driver.connection.phase, "ended");
  assertEquals(test.clock.waiting, 0);
});

Deno.test("driver: handles an input from the view after the current one", () => {
  const test: DriverTest = new DriverTest({
    onEvent: (event) => {
      if (event.type === "said") test.driver.take({ type: "say", text: event.text });
    },
  }).join();
  test.receive(said(1), said(2));
  assertEquals(test.log.slice(0, 7), [
    ...["said", "said", "settled"],
    ...["queued", "> say", "settled", "queued"],
  ]);
});

Deno.test("driver: acks only what the view has shown", () => {
  let show = () => {};
  const test = new DriverTest({ whenShown: (done) => show = done }).join();
  test.receive(said(1));
  assertEquals(test.log, ["said", "settled"]);
  show();
  assertEquals(test.log, ["said", "settled", "> ack", "settled"]);
  assertEquals(test.saved.map((seat) => seat?.seq), [0, 1]);
});

Deno.test("driver: makes the next attempt when its wait is over, or at once on request", () => {
  const test = new DriverTest().join();
  test.transport.onClosed();
  test.clock.advance(0);
  assertEquals(test.transports.length, 2);
  test.transport.onClosed();
  test.driver.retry();
  assertEquals(test.transports.length, 3);
  test.transport.onClosed();
  test.clock.advance(500);
  assertEquals(test.transports.length, 4);
});

Deno.test("driver: ignores what an earlier transport still reports", () => {
  const test = new DriverTest().join();
  const earlier = test.transport;
  earlier.onClosed();
  test.clock.advance(0);
  test.log.length = 0;
  earlier.onReceived([encodeFrame(said(1)).trimEnd()]);
  earlier.onClosed();
  assertEquals(test.log, ["settled", "settled"]);
  assertEquals(test.driver.connection.phase, "connecting");
});
