"""What the numbers were checked against: the evidence, and the document that is made of it."""
