"""A labelled set of what people may write, written for this, and how well the shipped phrase rules hear it."""
