// What the page knows, as the event stream tells it; whoever shows it listens here.

const RETRY_MILLISECONDS = 500;
const MOST_TURNS = 300;

export const record = { about: null, timeline: [], turns: [], calls: new Map(), connected: false, answers: true };

const listeners = { hello: [], timeline: [], turn: [], call: [], clock: [], trouble: [] };

/** Run `listener` whenever that has changed: hello, timeline, turn, call, clock or trouble. */
export function on(kind, listener) {
  listeners[kind].push(listener);
}

/** Take an exchange or a text into the timeline, once. */
export function keep(kind, what) {
  if (record.timeline.some((known) => known.what.id === what.id)) return;
  record.timeline = inOrder([...record.timeline, { kind, what }]);
  emit("timeline");
}

export function keepCall(call) {
  record.calls.set(call.id, call);
  emit("call", call);
}

export function keepClock(clock) {
  record.about.clock = clock;
  emit("clock", clock);
}

/** The number of an address, whether by SMS or WhatsApp. */
export function bare(address) {
  return address.replace(/^whatsapp:/, "");
}

export function connect() {
  const stream = new EventSource("/_local/events");
  stream.onmessage = (message) => heard(JSON.parse(message.data));
  stream.onerror = () => {
    stream.close();
    setTrouble({ connected: false });
    setTimeout(connect, RETRY_MILLISECONDS);
  };
}

const HEARD = {
  hello: takeAll,
  exchange: ({ exchange }) => keep("exchange", exchange),
  sent: ({ sent }) => keep("sent", sent),
  turn: ({ turn }) => keepTurn(turn),
  clock: ({ clock }) => keepClock(clock),
  call: ({ call }) => keepCall(call),
  stack: ({ answers }) => setTrouble({ answers }),
};

function heard(event) {
  HEARD[event.type]?.(event);
}

function takeAll({ about, exchanges, sent, turns, calls }) {
  if (record.about && record.about.version !== about.version) return location.reload();
  const timeline = [...exchanges.map((what) => ({ kind: "exchange", what })), ...sent.map((what) => ({ kind: "sent", what }))];
  Object.assign(record, { about, timeline: inOrder(timeline), turns: [...turns], calls: allCalls(calls) });
  setTrouble({ connected: true, answers: true });
  emit("hello", about);
  emit("clock", about.clock);
}

/** By the real time: the stack's clock may have been moved, and set back. */
function inOrder(timeline) {
  return timeline.sort((one, other) => one.what.arrived - other.what.arrived);
}

/** The calls that the doors know; one that was going on and that they have lost stays readable, and is over. */
function allCalls(calls) {
  const lost = [...record.calls.values()].filter(({ id, state }) => state !== "ended" && !calls.some((call) => call.id === id));
  const over = lost.map((call) => ({ ...call, state: "ended", ended: "The call is over: the stack was restarted." }));
  return new Map([...over, ...calls].map((call) => [call.id, call]));
}

function keepTurn(turn) {
  record.turns = [...record.turns.filter((known) => known.id !== turn.id), turn].slice(-MOST_TURNS);
  emit("turn", turn);
}

function setTrouble(what) {
  Object.assign(record, what);
  emit("trouble");
}

function emit(kind, value) {
  for (const listener of listeners[kind]) {
    try {
      listener(value);
    } catch (error) {
      console.error(error); // The rest of the page goes on.
    }
  }
}
