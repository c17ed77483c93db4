import { assert } from "@std/assert";
import { mayRun } from "../support/processes/real_process.ts";

Deno.test(
  "memory: an id is remembered without those it came with",
  { ignore: !mayRun },
  async () => {
    const script = new URL("../support/processes/remembered_ids.ts", import.meta.url);
    const flags = ["--no-prompt", "--no-check", "--v8-flags=--expose-gc"];
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", ...flags, script.pathname],
    }).output();
    const bytes = Number(new TextDecoder().decode(stdout));
    assert(success);
    // 500 ids of 64 letters; with those they came with it was 18 MB. Below 0 where what was there
    // before was let go meanwhile.
    assert(bytes < 2_000_000, `${bytes} bytes`);
  },
);
