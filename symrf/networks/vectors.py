"""Where a network works on a vector, which is one pixel of as many features as it has channels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from symrf.errors import DerivationError
from symrf.networks import _english
from symrf.networks.notation.architecture import Branches, Group, Item, Layer
from symrf.networks.notation.items import Fold
from symrf.networks.notation.kinds import Effect, Kind

__all__ = ["check_flat", "flat_places", "takes_flat", "takes_vector"]

_Links = Sequence[tuple[Layer | Group | Branches, tuple[int, ...]]]
_OF_VECTORS = (Kind.DENSE, Kind.VIEW)


def takes_vector(items: Sequence[Item], definitions: Mapping[str, tuple[Item, ...]]) -> bool:
    """Whether a network that says how many features its input has begins with a layer of a vector, as in784 fc10 does.

    An input whose size is said is an image, and so is one that is flattened.
    """

    def first(found: Iterable[bool | None]) -> bool | None:
        return next((each for each in found if each is not None), None)

    def beside(_: Branches, inside: Sequence[Sequence[bool | None]]) -> bool | None:
        return first(sorted(found for branch in inside if (found := first(branch)) is not None))

    begins = Fold[bool | None](
        layer=lambda layer: layer.kind in _OF_VECTORS if layer.kind.effect is not Effect.KEEP else None,
        group=lambda _, inside: first(inside),
        branches=beside,
        reference=lambda mention: first(map(begins, definitions[mention.to])),
        tap=lambda _: False,
    )
    said = items[0] if items else None
    is_said = isinstance(said, Layer) and said.kind is Kind.INPUT and not said.at
    return is_said and first(map(begins, items[1:])) is True


def takes_flat(item: Item) -> bool:
    """Whether an item works on a vector: a dense layer, one that works pixel by pixel, or a repeat of those."""
    if isinstance(item, Group):
        return all(map(takes_flat, item.items))
    return isinstance(item, Layer) and (item.kind is Kind.DENSE or item.kind.effect is Effect.KEEP)


def flat_places(links: _Links, vector: bool) -> Mapping[int, str]:
    """The places at which a network has a vector, each with the text of the layer that it comes from."""
    flat: dict[int, str] = {0: Kind.INPUT.sign} if vector else {}
    for place, (item, sources) in enumerate(links, 1):
        if isinstance(item, Layer) and item.kind.flat:
            flat[place] = item.text
        elif all(source in flat for source in sources) and (isinstance(item, Branches) or takes_flat(item)):
            flat[place] = flat[sources[0]]
    return flat


def check_flat(links: _Links, vector: bool) -> None:
    """Refuse a layer that needs pixels after one that leaves none, and a view of what is no vector.

    The links are layers, each with the places that it receives from. Sums and products spread what is flat over images.
    """
    flat = flat_places(links, vector)
    for place, (item, sources) in enumerate(links, 1):
        viewed = isinstance(item, Layer) and item.kind.effect is Effect.VIEW
        if viewed and sources[0] not in flat and sources[0]:
            raise DerivationError(_english.view_of_an_image(item.text))
        if sources[0] in flat and place not in flat and not viewed and not isinstance(item, Branches):
            raise DerivationError(_english.after_flat(item.text, flat[sources[0]]))
