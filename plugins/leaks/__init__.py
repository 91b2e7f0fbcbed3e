"""What the public may not read yet, or any more, looked for in everything that was published."""
