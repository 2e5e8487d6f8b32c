"""The figures of a drug: data in, a drawing with its words and its table out; written as SVG or PNG."""
