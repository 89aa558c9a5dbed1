// One picture an animation frame, however many messages came. A hidden page paints nothing and misses nothing.

let painter = () => {};
let requested = false;
const after = [];

export function onPaint(callback) {
  painter = callback;
}

/** Asks for a picture; `then` is called once it is there. */
export function paint(then) {
  if (then) {
    after.push(then);
  }
  if (!requested) {
    requested = true;
    requestAnimationFrame(() => {
      requested = false;
      painter();
      after.splice(0).forEach(callback => callback());
    });
  }
}
