"""The one gate for what is typed, sent or imported: declarations become marshmallow schemas."""
