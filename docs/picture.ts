/**
 * Makes `docs/picture.svg`, the README's picture, from a real screen: a server, `nc` and the client side by side in
 * tmux. Run it from the project's top: `deno run -A docs/picture.ts`.
 *
 * @module
 */

const SESSION = "tospann-picture";
const COLUMNS = 108;
const ROWS = 42;
const FONT = 14;
const LINE = 19;
const ADVANCE = 8.43;

async function tmux(...args: string[]): Promise<string> {
  const { stdout } = await new Deno.Command("tmux", { args: ["-L", SESSION, ...args] }).output();
  return new TextDecoder().decode(stdout);
}

/** Waits until a pane shows `wanted`. */
async function until(pane: number, wanted: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if ((await tmux("capture-pane", "-p", "-t", `${SESSION}.${pane}`)).includes(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Cannot take the picture: pane ${pane} never showed ${wanted}`);
}

async function type(pane: number, text: string): Promise<void> {
  await tmux("send-keys", "-t", `${SESSION}.${pane}`, "-l", text);
  await tmux("send-keys", "-t", `${SESSION}.${pane}`, "Enter");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function svg(lines: readonly string[]): string {
  const width = Math.ceil(COLUMNS * ADVANCE) + 32;
  const height = lines.length * LINE + 32;
  const rows = lines.map((line, i) => {
    // Each kind of line in its colour, readable on light pages and dark ones: the picture brings its own ground.
    const colour = /^\[|^Lukker|^Den andre/.test(line)
      ? "#7dd3c0"
      : /^(?:System|Server):|^\$/.test(line)
      ? "#9aa7b8"
      : "#e8ecf2";
    const y = 28 + i * LINE;
    return `<text x="16" y="${y}" fill="${colour}" xml:space="preserve">${escape(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img"
  aria-label="A server, nc and the client talking in three terminals">
<rect width="100%" height="100%" rx="10" fill="#161b24"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="${FONT}">
${rows.join("\n")}
</g>
</svg>
`;
}

const shell = (command: string) =>
  `PS1='$ ' bash --norc --noprofile -c '${command}; exec sleep 60'`;
const size = ["-x", `${COLUMNS}`, "-y", `${ROWS}`];
await tmux(
  "new-session",
  "-d",
  "-s",
  SESSION,
  ...size,
  shell("echo \\$ deno task server; deno task -q server --show-messages --host 127.0.0.1"),
);
try {
  await until(0, "[LYTTER]");
  await tmux(
    "split-window",
    "-v",
    "-t",
    SESSION,
    shell("echo \\$ nc localhost 65432; nc 127.0.0.1 65432"),
  );
  await tmux("select-layout", "-t", SESSION, "even-vertical");
  await until(0, "[NY TILKOBLING]");
  const client =
    "echo \\$ deno task client localhost --name kari; deno task -q client localhost --name kari";
  await tmux("split-window", "-v", "-t", SESSION, shell(client));
  await tmux("select-layout", "-t", SESSION, "even-vertical");
  await until(1, "kari har koblet seg til");
  await type(1, "ola: hei! blir det blåbærsyltetøy på øya i år?");
  await until(2, "blåbærsyltetøy");
  await type(2, "ja! tolv glass 👩‍👩‍👧");
  await until(1, "tolv glass");
  await type(1, "ola: avslutt");
  await until(2, "har forlatt chatten");
  const panes = await Promise.all(
    [0, 1, 2].map((pane) => tmux("capture-pane", "-p", "-t", `${SESSION}.${pane}`)),
  );
  const lines = panes.flatMap((pane) => [...pane.trimEnd().split("\n"), ""]).slice(0, -1);
  await Deno.writeTextFile(new URL("picture.svg", import.meta.url), svg(lines));
} finally {
  await tmux("kill-server");
}
