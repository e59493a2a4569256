// Puts demos into the page around them, as many as its address says.

const query = new URLSearchParams(location.search);
const main = document.querySelector('main');
for (let index = 0; index < Number(query.get('count') ?? 1); index++) {
  const demo = document.createElement('interleave-demo');
  demo.setAttribute('view', 'lab');
  demo.setAttribute('controls', 'min');
  if (query.has('autoplay')) demo.setAttribute('autoplay', '');
  const section = query.has('autoplay') ? main : main.appendChild(document.createElement('section'));
  section.append(demo);
}
