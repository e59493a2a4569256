// Bound, so that WebAssembly calls it without a detour through JavaScript.
export const now = performance.now.bind(performance);
export const origin = () => performance.timeOrigin;
