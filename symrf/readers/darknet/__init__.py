"""Networks of darknet, which are sections of a cfg."""
