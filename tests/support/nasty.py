"""Questions that are long, nested or large: each was a hang, a traceback or a flood of memory, or is of the kind."""

from __future__ import annotations

from random import Random

__all__ = ["KNOWN", "questions"]

NINES = "9" * 400
MINIMA = "s"  # minima, maxima and floors in each other, for which SymPy takes four times as long with each
for depth in range(20):
    MINIMA = f"{('min', 'max')[depth % 2]}(floor({MINIMA}/{2 + depth % 3})+1, 2*({'swnk'[depth % 4]}-{1 + depth % 7}))"

# what once took more than it may, or may again: the words behind `symrf`
KNOWN: tuple[tuple[str, ...], ...] = (
    # minima in maxima
    ("check", "c{k}s{s} (c3p1d{i+1})*{i=0..n-1}", f"size >= {MINIMA}", "--axes", "w"),
    # numbers
    ("c{2^(n+20000)}",),
    ("(c3 p2)*{n+20000}",),
    ("check", "(c3 p2)*{n}", "rf = 2^(n+10^10)"),
    ("check", "(c3)*{n}", f"rf = 2^{NINES}^n"),
    ("check", "(c3)*{n} (p2)*{m}", f"rf = {'(1+n)^' * 30}2"),
    ("check", "(c{a}s{s})*{n}", f"rf = {NINES}*a^n", "--axes", "w"),
    ("check", "(c3)*{n}", "rf = 2^2^2^n"),
    ("solve", "(c3)*{n}", "rf >= 10^(n+10^8)", "--axes", "w"),
    # sums
    ("solve", "c3", r"rf = \sum_{i=0}^{n-1}2^i", "--axes", "w"),
    ("solve", "(c3)*{n}", r"rf <= \sum_{i=1}^{n}i", "--axes", "w"),
    ("check", "c3 t2s2o1 c3d3", "jump = Sum(2**i,(i,0,n-1))", "--axes", "x,y,z"),
    ("check", "(c3)*{n}", "rf = Sum(i^400,(i,0,n))"),
    ("check", "(c3)*{n}", "rf = Sum(floor(i/2)*2^i,(i,0,n^2))"),
    # long products, nests, and many minima
    ("check", "c{a} c{b}", "rf = (a+b+1)^60*(a+2*b+3)^60-(a-b)^120"),
    ("check", "c{a}", "rf = " + "*".join(f"(a+{i})" for i in range(300))),
    ("check", "c{k}s{s}", f"rf = {'k/(s+' * 48}k{')' * 48}", "--axes", "w"),
    ("check", "c3", f"size = {'(1+w)/(2+' * 48}w{')' * 48}", "--axes", "w"),
    ("check", "c{k}s{s}", f"rf = {'(1+' * 48}k{')^2' * 48}", "--axes", "w"),
    ("check", "c{k}p{p}s{s}", f"size = max({','.join(f'min(w+{i}*k,p*{i}+s)' for i in range(400))})", "--axes", "w"),
    ("solve", "c3 p2 c3 p2", "size = " + "+".join(f"(w mod {i})" for i in range(2, 60)), "--axes", "w"),
    ("solve", "c{k}", "rf = " + "+".join(f"floor(k/{i})" for i in (3, 5, 7, 11, 13, 17)), "--axes", "w"),
    # families
    ("solve", "(c4s2p1)*{n} (c{k}s2p1)*{n}", "size = k", "--unknown", "w", "--where", "k odd", "--at", "n=5"),
    ("solve", "(c3s{s})*{n}", "size <= floor(w/2)", "--axes", "w", "--unknown", "s"),
    ("(ub3 t{2k-1}s{k*s}p1)*3", "--axes", "w"),
    ("(" * 40 + "c{k}s{s}" + ")*{n}" * 40, "--axes", "w"),
    ("c{k}s{s}p{p} " * 100, "--axes", "w"),
    ("t{k}s{s}p{p} " * 8, "--axes", "w", "--steps", "--reach"),
    (" ".join(f"(c{{k_{i}}}s{{s_{i}}})*{{n_{i}}}" for i in range(10)), "--axes", "w"),
    ("in3 (a{k}s{s+1}p{(k-1)/2}d{i+1})*{i=1..n}", "--axes", "w", "--costs", "--where", "s >= 2"),
    # what is asked beside sizes
    ("c3 p2 c3", "--at", f"w={'9' * 100}", "--reach", "--axes", "w"),
    ("(c3)*1000", "--axes", "w,h,d", "--steps", "--reach", "--format", "json"),
    ("in3 (c3-64 p2)*300", "--contents", "summary,formula,results,steps,prose,table,reach,costs,remarks"),
    ("ub1009 c3s1013 ub1019 c3s1021", "--axes", "w", "--reach"),
    ("[" * 90 + "c3" + " | c3]" * 90, "--axes", "w", "--reach"),
)

VERBS = ("derive", "check", "check", "solve")
WITH = ((), ("--steps",), ("--reach",), ("--format", "json"), ("--for", "paper"), ("--for", "github"), ("--for", "svg"))


def questions(seed: int, count: int) -> list[tuple[str, ...]]:
    """Questions that nest and multiply what a hand may write, the same for the same seed."""
    random = Random(seed)  # noqa: S311
    return [_question(random) for _ in range(count)]


def _question(random: Random) -> tuple[str, ...]:
    network = _network(random)
    match random.choice(VERBS):
        case "derive":
            return (network, "--axes", "w", *random.choice(WITH))
        case verb:
            quantity = random.choice(("size", "rf", "jump"))
            names = ["k", "n", "s", *(["w"] if quantity == "size" else [])]
            sign = random.choice(("=", "<=", ">="))
            claim = f"{quantity} {sign} {_formula(random, names, random.randrange(2, 5))}"
            return (verb, network, claim, "--axes", "w", *(("--unknown", "n") if verb == "solve" else ()))


def _network(random: Random) -> str:
    """Some layers with the symbols k, s and n, in repeats and branches that nest."""
    layers = [random.choice(("c3", "p2", "c{k}", "c{k}s{s}", "c3p1", "t{k}s{s}", "ub2", "c5s2p{n}")) for _ in "123"]
    text = " ".join(layers[: random.randrange(1, 4)])
    for _ in range(random.randrange(5)):
        shape = random.choice(("(_)*{n}", "(_)*3", "(_ c3)*{s}", "[_ | _]", "_ c{k}s{s}p1"))
        text = shape.replace("_", text)
    return f"(c3)*{{n}} c{{k}}s{{s}} {text}"


def _formula(random: Random, names: list[str], depth: int) -> str:
    """A formula that nests, in which numbers may have hundreds of digits."""
    if depth == 0:
        return random.choice([*names, *names, str(random.randrange(1, 40)), random.choice((NINES, "10^10", "2^100"))])
    one, two = (_formula(random, names, depth - 1) for _ in "12")
    times, often = random.randrange(2, 40), random.randrange(2, 20)
    shapes = (
        f"({one}+{two})",
        f"({one}*{two})",
        f"({one})/({two}+1)",
        f"({one}+{two})^{times}",
        f"2^({one})",
        f"({one})^({two})",
        f"floor(({one})/{times})",
        f"min({one},{two},{times})",
        f"max({one},{two})",
        f"(({one}) mod {times})",
        f"Sum(i*({one}),(i,0,{two}))",
        f"Sum(2^i,(i,0,{one}))",
        "floor(1+" * often + one + "/3)" * often,
        "(" + "*".join(f"({one}+{step})" for step in range(often)) + ")",
    )
    return random.choice(shapes)
