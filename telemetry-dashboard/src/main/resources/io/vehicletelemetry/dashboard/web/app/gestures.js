// Fingers and the wheel on a chart: one finger moves it, two stretch it, the wheel with Ctrl stretches it around the pointer.
// Without Ctrl the wheel is the page's.

export function gestures(over, { pan, zoomBy }) {
  const fingers = new Map();
  const middle = () => [...fingers.values()].reduce((sum, x) => sum + x, 0) / fingers.size;
  const distance = () => {
    const [one, other] = fingers.values();
    return Math.max(20, Math.abs(one - other));
  };

  over.addEventListener('wheel', event => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      zoomBy(event.deltaY < 0 ? 0.8 : 1.25, event.offsetX / over.clientWidth);
    }
  }, { passive: false });

  over.addEventListener('pointerdown', event => event.pointerType === 'touch' && fingers.set(event.pointerId, event.clientX));
  over.addEventListener('pointermove', event => {
    if (!fingers.has(event.pointerId)) {
      return;
    }
    const before = { middle: middle(), distance: fingers.size === 2 ? distance() : 0 };
    fingers.set(event.pointerId, event.clientX);
    if (fingers.size === 2) {
      zoomBy(before.distance / distance(), (middle() - over.getBoundingClientRect().left) / over.clientWidth);
    }
    pan((before.middle - middle()) / over.clientWidth);
  });
  const lifted = event => fingers.delete(event.pointerId);
  over.addEventListener('pointerup', lifted);
  over.addEventListener('pointercancel', lifted);
}
