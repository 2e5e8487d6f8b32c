"""The demonstration: of the size and look of the French study, and free of anything the registry would refuse."""
