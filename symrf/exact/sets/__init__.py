"""Sets of whole numbers: residue classes with exceptions, boxes, and the values of symbols."""
