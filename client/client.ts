/**
 * The terminal client, from its command line to its exit code. It must not know how the chat goes, or
 * the operating system.
 *
 * | exit code | |
 * | --- | --- |
 * | 0 | the person left, and the server had accepted everything; or nobody reads the output |
 * | 1 | no server, refused, or connection lost for good; through a pipe, also if a line was not sent |
 * | 2 | wrong command line, no name and nobody to ask, or a log that cannot be opened |
 * | 130, 143 | ended by Ctrl-C or SIGTERM: the last texts may not have been accepted |
 *
 * @module
 */

import { formatAddress } from "../actors/encoding/network_address.ts";
import { DEFAULT_ROOM } from "../actors/protocol/frame_codec.ts";
import { MAX_LINE_BYTES } from "../actors/protocol/limits.ts";
import { cleanLine } from "../actors/encoding/sanitize.ts";
import { texts } from "../actors/languages/languages.ts";
import { DEFAULT_HOST, DEFAULT_PORT } from "./cli/server_address.ts";
import { type ClientOptions, parseArguments } from "./cli/arguments.ts";
import { chatTexts } from "./languages/chat_texts.ts";
import { endingMessage } from "./languages/ending_lines.ts";
import { parseSavedSeat } from "./connection/saved_seat.ts";
import type { Outcome } from "./terminal/terminal_chat.ts";
import type { ClientIo, TranscriptFile } from "./terminal/io.ts";
import { readLines } from "./terminal/line_reader.ts";
import { runLineShell } from "./terminal/line_shell.ts";
import { askAddress, askName } from "./terminal/questions.ts";
import { runScreenShell } from "./terminal/screen_shell.ts";
import { TextWriter } from "./terminal/text_writer.ts";

/**
 * Runs the client.
 *
 * @param args The arguments after the command.
 * @param io The outside world.
 * @returns The exit code.
 */
export async function runClient(args: readonly string[], io: ClientIo): Promise<number> {
  const parsed = parseArguments(args, io.env);
  if (parsed.type === "help") {
    const output = new TextWriter(io.stdout, () => {});
    output.write(parsed.text + "\n");
    await output.written();
    return 0;
  }
  // Questions go to standard error too. Standard output carries the chat and nothing else.
  const errors = new TextWriter(io.stderr, () => {});
  const { code, message } = parsed.type === "wrong"
    ? { code: 2, message: parsed.text }
    : await chat(parsed.options, errors, io);
  if (message !== undefined) errors.write(`${cleanLine(message)}\n`);
  await errors.written();
  return code;
}

/** The exit code, and the last message for the person. */
interface ExitResult {
  readonly code: number;
  readonly message: string | undefined;
}

const leftAtOnce: ExitResult = { code: 0, message: undefined };

/** Opens the transcript first, so that a bad path does not waste the person's answers. */
async function chat(options: ClientOptions, errors: TextWriter, io: ClientIo): Promise<ExitResult> {
  const { log, language } = options;
  if (log === undefined) return await join(options, undefined, errors, io);
  let transcriptFile: TranscriptFile;
  try {
    transcriptFile = await io.openTranscriptFile(log);
  } catch (error) {
    return { code: 2, message: texts[language].client.cannotLog(log, reasonOf(error)) };
  }
  try {
    return await join(options, transcriptFile, errors, io);
  } finally {
    transcriptFile.close();
  }
}

async function join(
  options: ClientOptions,
  transcriptFile: TranscriptFile | undefined,
  errors: TextWriter,
  io: ClientIo,
): Promise<ExitResult> {
  const { language, room } = options;
  const input = readLines(io.stdin, MAX_LINE_BYTES);
  const person = io.isTerminal
    ? { language, lines: input, show: (text: string) => errors.write(text) }
    : undefined;
  const server = options.server ?? (person ? await askAddress(person) : { host: DEFAULT_HOST });
  // A person who ends the input instead of answering wants to leave.
  if (server === undefined) return leftAtOnce;
  const name = options.name ?? (person && await askName(person));
  if (name === undefined) {
    return person ? leftAtOnce : { code: 2, message: texts[language].client.nameMissing };
  }

  const address = { host: server.host, port: server.port ?? options.port ?? DEFAULT_PORT };
  const file = await io.openSeatFile({ ...address, room: room ?? DEFAULT_ROOM, name })
    .catch((error) => {
      errors.write(`${cleanLine(chatTexts[language].cannotSaveSeat(reasonOf(error)))}\n`);
      return undefined;
    });
  const savedSeat = file?.found === undefined ? undefined : parseSavedSeat(file.found);
  const seat = { address, name, room, language, savedSeat, seatFile: file, transcriptFile };
  let outcome: Outcome;
  if (io.window === undefined || options.linear) {
    outcome = await runLineShell({ ...seat, input }, io);
  } else {
    // The questions needed whole lines. From here on, the client reads single keys.
    await input.return?.();
    outcome = await runScreenShell(seat, io, io.window);
  }
  file?.close();
  const { ending, allSent, waiting, signal } = outcome;
  if (ending.type === "left" && waiting > 0) {
    return { code: exitCode(outcome), message: chatTexts[language].stillWaiting(waiting) };
  }
  // A person at a terminal has read about it. A script sees only the exit code.
  if (person === undefined && signal === undefined && ending.type === "left" && !allSent) {
    return { code: 1, message: texts[language].client.notAllSent };
  }
  return {
    code: exitCode(outcome),
    message: endingMessage(ending, formatAddress(address.host, address.port), language),
  };
}

/** The operating system's words. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function exitCode({ ending, signal }: Outcome): number {
  // By the convention of shells: 128 plus the signal's number.
  if (signal === "SIGINT") return 130;
  if (signal === "SIGTERM") return 143;
  return ending.type === "left" ? 0 : 1;
}
