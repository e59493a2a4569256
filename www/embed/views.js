// The views, as an embedder sees them. A view is declared here once, under the name that stands behind `#/`, and has
// the embed form, the messages, the Share panel and oEmbed by that; `www/src/embed` has the other end.
//
// What a view must do is little. It keeps its state in the address behind `#` and follows `popstate`. It dispatches
// `interleave-told` on the window, with a JSON text as its detail: `{"type":"busy"}`, `{"type":"idle"}`,
// `{"type":"results",…}` or `{"type":"error","message":…}`. It listens to `interleave-do`, whose detail is one of its
// actions, or `rest` and `wake` where it rests.

export const VIEWS = {
  lab: {
    // What `run`, `step` and `cancel` messages may ask of it.
    actions: ['run', 'cancel'],
    // Whether a program travels in its address, and is the text of the element.
    takesProgram: false,
    // Whether it can end its workers and start them again, and what it shows stays.
    rests: true,
    // What its frame is high before it has said how high it is, in CSS pixels.
    height: 640,
  },
  trace: { actions: [], takesProgram: false, rests: false, height: 560 },
  program: { actions: ['run', 'step', 'cancel'], takesProgram: true, rests: true, height: 720 },
};

/** The view that an address without one means. */
export const FIRST_VIEW = 'lab';
