"""What the signs of a chart mean, above it."""

from __future__ import annotations

from coalition.prose.charting.canvas import DASHES, SIZE, WIDTH, Canvas, extent, lines

_SIGN, _GAP, _LINE, _MOST = 26, 16, 19, 4


def legend(canvas: Canvas, names: list[str], *, filled: bool = False, dashed: bool = False) -> float:
    """The names of several series, each behind its sign, in as many lines as they take; where they end.

    One series alone needs no sign: its name stands there all the same, since it says the unit.
    """
    if len(names) == 1:
        broken = lines(names[0], WIDTH - 8, most=_MOST)
        for number, line in enumerate(broken):
            canvas.text(4, 4 + 16 * (number + 1) - 3, line, strong=True)
        return 4 + 16.0 * len(broken)
    x, y = 4.0, 14.0
    for index, name in enumerate(names):
        shown = lines(name, WIDTH - _SIGN - 8, most=_MOST)
        width = _SIGN + max(map(extent, shown))
        if x > 4 and x + width > WIDTH:
            x, y = 4.0, y + _LINE
        if filled:
            canvas.bar(x, y - 7, 18, 12, index, kind="sign")
        else:
            if dashed:
                canvas.line([(x, y - 1), (x + 20, y - 1)], width=1.75, dash=DASHES[index])
            canvas.marker(x + 10, y - 1, index)
        for number, line in enumerate(shown):
            canvas.text(x + _SIGN, y + SIZE * 0.27 + _LINE * number, line)
        y += _LINE * (len(shown) - 1)
        x += width + _GAP if len(shown) == 1 else WIDTH
    return y + 8
