"""Publishing: from changed rows to touched keys, to views, to files. Knows families only by their interface."""
