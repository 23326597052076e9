// What Python's last words mean in a browser: one sentence for errors that a terminal would not give.

const TERMINAL = "In a terminal it can.";

/** Each the end of an output, and the sentence that a reader needs then. @type {[RegExp, string][]} */
const HINTS = [
  [/can't start new thread/, `A browser gives Python one thread only: this program cannot start another. ${TERMINAL}`],
  [
    /does not support processes|subprocess_(exec|shell)\(\) is not available|No module named '_multiprocessing'|lacks multiprocessing\.synchronize|^ {4}os\.(fork|exec|spawn|posix_spawn)[^]*not implemented/m,
    `A program in a browser cannot start another program. ${TERMINAL}`,
  ],
  [
    /Host is unreachable|(sock_connect|getaddrinfo|create_server|create_connection)\(\) is not available|nothing can be fetched in here|\.(accept|listen|bind|connect)\([^]*OSError|requires a '_socket\.socket' object but received a 'SSLSocket'|No module named '_ssl'/,
    `A program on this page has no network. ${TERMINAL}`,
  ],
  [
    /No module named '(tkinter|_tkinter|turtle|curses|_curses|readline|dbm\.\w+|msvcrt|winreg|fcntl|termios|venv|ensurepip|idlelib|lib2to3)'/,
    "Python in a browser comes without this module: it needs a terminal or a window.",
  ],
  [/^MemoryError/m, "A run on this page may use 512 MB of memory."],
  [/No space left on device/, "A run on this page may fill 512 MB with files, and have 50,000 of them."],
  [
    /stack switching|can_run_sync|Cannot stack switch/i,
    "This browser cannot let Python wait, as asyncio and time-outs need it. Chrome, Edge, Firefox and newer versions of Safari can.",
  ],
  [/^EOFError/m, "The program wanted one more line of input than there was."],
];

/** Only an error is explained, and the last words of an output tell it. */
const LAST = 2000;

/**
 * The sentence for a run that ended with an error, if there is one to say.
 * @param {string} output
 * @returns {string | null}
 */
export function hintFor(output) {
  const end = output.slice(-LAST);
  return HINTS.find(([words]) => words.test(end))?.[1] ?? null;
}
