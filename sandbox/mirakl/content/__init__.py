"""The sample shop's customers, goods and discussions: data first, little code."""
