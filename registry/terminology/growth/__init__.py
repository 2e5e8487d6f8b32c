"""Growth: what weight and height are plausible at an age (`curves`), and the body surface (`body`)."""
