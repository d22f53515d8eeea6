"""Networks that are objects in a running program: what a stand-in for their input meets on its way."""
