"""The desk: what humas run. Its messages are Indonesian."""
