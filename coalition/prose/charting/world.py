"""The States of the United Nations, each as one square, roughly where it lies: an arrangement of our own.

Nothing has a border or a size here, so that no State is too small to be seen and no line has to be drawn that somebody
disputes. The two observer States are among the squares.
"""

from __future__ import annotations

_GRID = """
    .. .. .. .. .. .. .. IS .. .. NO SE FI .. .. .. .. .. .. .. .. .. ..
    CA .. .. .. .. .. IE GB .. DK .. .. EE RU .. .. .. .. .. .. .. .. ..
    US .. .. .. .. .. .. BE NL DE PL LT LV BY .. .. KZ .. MN .. .. .. ..
    MX .. CU BS .. .. FR LU LI CZ SK HU UA MD .. UZ KG .. CN KP .. .. ..
    GT BZ JM HT DO .. AD MC CH AT SI HR RO .. GE TM TJ .. .. KR JP .. ..
    SV HN .. KN .. PT ES SM IT BA RS BG .. TR AM AZ AF NP BT .. .. .. ..
    NI .. .. AG DM .. .. VA MT ME AL MK GR CY SY IQ IR PK .. .. .. .. ..
    CR .. .. LC BB .. MA DZ TN LY EG .. IL LB JO KW BH .. IN BD MM LA VN
    PA .. GD VC .. CV MR ML NE TD SD ER .. PS SA QA AE .. LK .. TH KH ..
    .. CO VE TT .. GM SN BF NG CF SS ET DJ .. YE OM .. MV .. .. MY .. PH
    EC .. GY SR .. GW GN CI BJ CM CD UG SO .. .. .. .. .. .. .. SG BN PW
    PE BO BR .. .. SL LR GH TG GQ CG RW KE SC .. .. .. .. .. .. ID TL FM
    CL PY UY .. .. .. .. .. ST GA AO BI TZ KM .. .. .. .. .. .. PG NR MH
    .. AR .. .. .. .. .. .. .. NA ZM MW MZ MG MU .. .. .. .. AU SB TV KI
    .. .. .. .. .. .. .. .. .. .. BW ZW SZ .. .. .. .. .. .. .. VU FJ WS
    .. .. .. .. .. .. .. .. .. .. ZA LS .. .. .. .. .. .. .. .. NZ TO ..
"""

PLACES = {
    code: (column, row)
    for row, line in enumerate(_GRID.strip().splitlines())
    for column, code in enumerate(line.split())
    if code != ".."
}
"""By ISO 3166-1 alpha-2 code: its column and row, from 0."""

COLUMNS = 1 + max(column for column, _ in PLACES.values())
ROWS = 1 + max(row for _, row in PLACES.values())
OBSERVERS = frozenset({"PS", "VA"})
"""States that are no members, and take part."""
